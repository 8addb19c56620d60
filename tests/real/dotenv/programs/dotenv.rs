// Reads texts that NUL bytes separate; for each prints NAME=value pairs, each ended by
// \1, or \2 where the reader fails; and a NUL.  `parse.rs`, `iter.rs` and `errors.rs` of
// the crate stand beside it.
mod errors;
mod iter;
mod parse;

use std::io::Read;

fn main() {
    let mut all = Vec::new();
    std::io::stdin().read_to_end(&mut all).unwrap();
    for text in all.split(|byte| *byte == 0) {
        let pairs: Result<Vec<_>, _> = iter::Iter::new(text).collect();
        match pairs {
            Ok(found) => {
                for (name, value) in found {
                    print!("{}={}\x01", name, value)
                }
            }
            Err(_) => print!("\x02"),
        }
        print!("\0");
    }
}
