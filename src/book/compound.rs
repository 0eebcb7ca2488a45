//! The container of old Office files: sectors of a fixed size, chained by a table, with a directory of streams.

/// A sector number that is none: the end of a chain and the like.
const LAST: u32 = 0xffff_fff0;

/// The stream that is called one of `names` in the file `bytes`; `None` where it is not there or not whole.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let file = File::new(bytes)?;
    let directory = file.chain(word(bytes, 48)?)?;
    let entries: Vec<Entry> = directory.chunks_exact(128).filter_map(Entry::new).collect();
    let root = entries.iter().find(|entry| entry.kind == 5)?;
    let wanted = names.iter().find_map(|name| entries.iter().find(|entry| entry.kind == 2 && entry.name == *name))?;
    let mut content = if wanted.size < word(bytes, 56)? {
        let small = file.chain(root.start)?;
        let table = file.chain(word(bytes, 60)?)?;
        follow(wanted.start, &words(&table), |sector| {
            let start = usize::try_from(sector).ok()?.checked_mul(64)?;
            small.get(start..start.checked_add(64)?.min(small.len()))
        })?
    } else {
        file.chain(wanted.start)?
    };
    if content.len() < wanted.size as usize {
        return None;
    }
    content.truncate(wanted.size as usize);
    Some(content)
}

/// A file of sectors.
struct File<'b> {
    bytes: &'b [u8],
    shift: u32,
    /// For each sector the next.
    next: Vec<u32>,
}

/// What the directory says of a stream.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u32,
}

impl Entry {
    fn new(bytes: &[u8]) -> Option<Entry> {
        let length = usize::from(half(bytes, 64)?).checked_sub(2)?;
        let name: Vec<u16> = bytes.get(..length.min(64))?.chunks_exact(2).filter_map(|pair| half(pair, 0)).collect();
        let kind = *bytes.get(66)?;
        Some(Entry { name: String::from_utf16_lossy(&name), kind, start: word(bytes, 116)?, size: word(bytes, 120)? })
    }
}

impl<'b> File<'b> {
    fn new(bytes: &'b [u8]) -> Option<File<'b>> {
        let shift = u32::from(half(bytes, 30)?);
        if shift != 9 && shift != 12 {
            return None;
        }
        let mut file = File { bytes, shift, next: Vec::new() };
        let mut tables: Vec<u32> = (0..109).filter_map(|at| word(bytes, 76 + 4 * at)).filter(|s| *s < LAST).collect();
        // Large files list more sectors of the table in sectors of their own.
        let mut more = word(bytes, 68)?;
        let most = bytes.len() >> shift;
        while more < LAST && tables.len() <= most {
            let list = words(file.sector(more)?);
            let (next, list) = list.split_last()?;
            tables.extend(list.iter().filter(|sector| **sector < LAST));
            more = *next;
        }
        for table in tables.into_iter().take(most + 1) {
            let list = words(file.sector(table)?);
            file.next.extend(list);
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (usize::try_from(number).ok()?.checked_add(1)?).checked_shl(self.shift)?;
        let end = start.checked_add(1 << self.shift)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// All sectors from `start` on.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        follow(start, &self.next, |number| self.sector(number))
    }
}

/// The sectors from `start` on, one after the other. A chain that comes back to itself is no chain.
fn follow<'b>(start: u32, next: &[u32], sector: impl Fn(u32) -> Option<&'b [u8]>) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut at = start;
    let mut steps = 0;
    while at < LAST {
        steps += 1;
        if steps > next.len() {
            return None;
        }
        content.extend_from_slice(sector(at)?);
        at = *next.get(usize::try_from(at).ok()?)?;
    }
    Some(content)
}

/// The number of two bytes at `at`.
pub(super) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|pair| u16::from_le_bytes(*pair))
}

/// The number of four bytes at `at`.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| word(four, 0)).collect()
}
