"""Measures in logical pixels; the sizes that the window keeps to."""

# Spacing: each gap is one of these.
XS, S, M, L, XL, XXL, XXXL = 4, 8, 12, 16, 20, 24, 32

RADIUS = 6
RADIUS_SMALL = 4
RADIUS_DIALOG = 10

LINE = 1
FOCUS = 2
ICON = 16
ICON_STROKE = 1.3

# Heights of controls: in panes, in pages and dialogs, on the unlock page.
PANE, PAGE, LARGE = 28, 32, 36

PARAGRAPH = 20

SIDEBAR = 200
DETAIL = 340
DETAIL_INSET = 20
DETAIL_LABELS = 92
TOOLBAR = 52
STATUS = 28
HEADER = 28
ROW = 36
STEP_PANE = 248
UNLOCK_COLUMN = 304
CODE_MESSAGE = 44
# Name stretches: Name, Service, Environment, Age, Expires, Last used, State.
TABLE_COLUMNS = (212, 82, 80, 80, 90, 82, 114)
NAME_LEAST = 160
