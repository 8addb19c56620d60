"""A Secret as it is typed in: all that a person may edit, before it is checked."""

from collections.abc import Mapping
from datetime import date

import msgspec

from keystead.core.durations import DAY, MAX_DAYS
from keystead.core.errors import BadDate, BadDuration, BadText
from keystead.core.fields import check_environment, check_name, check_service, check_tags
from keystead.core.ip_ranges import check_range
from keystead.core.model import Access, Kind, Place, Restrictions, Risk, Secret
from keystead.core.policies import check_leads, check_policy_name
from keystead.core.texts import check_line, check_lines, check_paragraphs, check_url

MAX_DESCRIPTION = 2_000
MAX_NOTES = 20_000
MAX_OWNER = 200
MAX_ENTRY = 256
MAX_ENTRIES = 256
MAX_WHERE = 1_024
MAX_OVERLAP = 366 * DAY


class SecretDraft(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The editable fields of a Secret; the value travels beside it, as SecretText.

    ``rotate_every``: days, 0 for never, None for what the risk class says;
    ``overlap``: seconds, None likewise; ``policy``: one of the vault's own, '' for none;
    ``leads``: days before an end to remind, None for what policy or settings say.
    """

    name: str
    environment: str
    service: str = ""
    description: str = ""
    owner: str = ""
    kind: Kind = Kind.API_KEY
    permissions: tuple[str, ...] = ()
    access: Access = Access.STANDARD
    restrictions: Restrictions = Restrictions()
    risk: Risk | None = None
    expires: date | None = None
    rotate_every: int | None = None
    overlap: int | None = None
    rotate_url: str = ""
    revoke_url: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    places: tuple[Place, ...] = ()
    policy: str = ""
    leads: tuple[int, ...] | None = None


def draft_of(secret: Secret) -> SecretDraft:
    """The editable fields as they stand, to start an edit from."""
    return SecretDraft(**{field: getattr(secret, field) for field in SecretDraft.__struct_fields__})


def changes(secret: Secret, draft: SecretDraft) -> dict[str, object]:
    """The fields in which the draft differs, with the new content: the map of one edit."""
    return {
        field: getattr(draft, field)
        for field in SecretDraft.__struct_fields__
        if getattr(draft, field) != getattr(secret, field)
    }


def met(seen: Secret, present: Secret, content: Mapping[str, object]) -> tuple[str, ...]:
    """The fields of ``content``, an edit of the Secret as it was ``seen``, that somebody else
    has changed since, to something else than it would."""
    return tuple(
        field
        for field, mine in content.items()
        if getattr(present, field) not in (getattr(seen, field), mine)
    )


def check_draft(draft: SecretDraft, today: date, before: Secret | None = None) -> SecretDraft:
    """The draft with every field checked and tidied.  ``today`` is the day in UTC.

    An expiry in the past is refused with BadDate, and what is no range of addresses with
    BadText, unless ``before``, the Secret being edited, already has it.  Raises BadName,
    BadText, BadDate, BadDuration.
    """
    kept = None if before is None else before.expires
    return SecretDraft(
        name=check_name(draft.name),
        environment=check_environment(draft.environment),
        service=check_service(draft.service),
        description=check_paragraphs(draft.description, "The description", MAX_DESCRIPTION),
        owner=check_line(draft.owner, "The owner", MAX_OWNER),
        kind=draft.kind,
        permissions=_entries(draft.permissions, "Permissions"),
        access=draft.access,
        restrictions=_check_restrictions(
            draft.restrictions, () if before is None else before.restrictions.ip_ranges
        ),
        risk=draft.risk,
        expires=draft.expires if draft.expires == kept else check_expiry(draft.expires, today),
        rotate_every=_check_rotation(draft.rotate_every),
        overlap=_check_overlap(draft.overlap),
        rotate_url=check_url(draft.rotate_url, "The rotation page"),
        revoke_url=check_url(draft.revoke_url, "The revocation page"),
        tags=check_tags(draft.tags),
        notes=check_paragraphs(draft.notes, "The notes", MAX_NOTES),
        places=_check_places(draft.places),
        policy=check_policy_name(draft.policy) if draft.policy else "",
        leads=check_leads(draft.leads),
    )


def check_expiry(day: date | None, today: date) -> date | None:
    """A day from today on, or None for never.  Raises BadDate."""
    if day is not None and day < today:
        raise BadDate(
            f"{day.isoformat()} is in the past. Give today or a later day, or no expiry.",
            expires=day.isoformat(),
        )
    return day


def _entries(texts: tuple[str, ...], field: str) -> tuple[str, ...]:
    return check_lines(texts, field, limit=MAX_ENTRY, most=MAX_ENTRIES)


def _check_restrictions(given: Restrictions, kept: tuple[str, ...]) -> Restrictions:
    ranges = _entries(given.ip_ranges, "IP ranges")
    return Restrictions(
        ip_ranges=tuple(one if one in kept else check_range(one) for one in ranges),
        referrers=_entries(given.referrers, "Referrers"),
        user_agents=_entries(given.user_agents, "User agents"),
        methods=_entries(given.methods, "Methods"),
        endpoints=_entries(given.endpoints, "Endpoints"),
        time_window=check_line(given.time_window, "The time window", MAX_ENTRY),
        region=check_line(given.region, "The region", MAX_ENTRY),
        quota=check_line(given.quota, "The quota", MAX_ENTRY),
    )


def _check_rotation(days: int | None) -> int | None:
    if days is not None and not 0 <= days <= MAX_DAYS:
        raise BadDuration(f"Rotation can be set from 1 to {MAX_DAYS} days, or to never.")
    return days


def _check_overlap(seconds: int | None) -> int | None:
    if seconds is not None and not 0 <= seconds <= MAX_OVERLAP:
        raise BadDuration(f"An overlap can last up to {MAX_OVERLAP // DAY} days.")
    return seconds


def _check_places(places: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(places) > MAX_ENTRIES:
        raise BadText(f"{len(places)} places are too many; {MAX_ENTRIES} can be kept.")
    return tuple(
        Place(
            kind=check_line(place.kind, "The kind of place", MAX_ENTRY),
            where=check_line(place.where, "The place", MAX_WHERE),
            version=max(0, place.version),
            at=max(0, place.at),
        )
        for place in places
    )
