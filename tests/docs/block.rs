//! The fenced blocks of a Markdown page.

/// One fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The first word behind the fence: `rubric`, `facts`, `score`, `console`, …
    pub kind: String,
    /// The words that follow it.
    pub tags: Vec<String>,
    /// What stands in it.
    pub text: String,
    /// The line of its fence, from 1.
    pub line: usize,
}

impl Block {
    /// Whether the word `tag` stands behind the fence.
    pub fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|t| t == tag)
    }

    /// The value of `name=value` behind the fence.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.tags.iter().find_map(|t| t.strip_prefix(name)?.strip_prefix('='))
    }

    /// What is written behind the fence.
    pub fn shape(&self) -> String {
        std::iter::once(self.kind.as_str()).chain(self.tags.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }
}

/// Every fenced block of `page`, in order.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in page.lines().enumerate() {
        let Some(rest) = line.strip_prefix("```") else {
            if let Some(block) = &mut open {
                block.text.push_str(line);
                block.text.push('\n');
            }
            continue;
        };
        match open.take() {
            Some(block) => found.push(block),
            None => {
                let mut words = rest.split_whitespace().map(str::to_owned);
                let kind = words.next().unwrap_or_default();
                open = Some(Block { kind, tags: words.collect(), text: String::new(), line: index + 1 });
            }
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

/// The headings of `page` by their depth, outside of blocks.
pub fn headings(page: &str) -> Vec<usize> {
    let mut inside = false;
    page.lines()
        .filter_map(|line| {
            inside ^= line.starts_with("```");
            let depth = line.bytes().take_while(|b| *b == b'#').count();
            (!inside && depth > 0).then_some(depth)
        })
        .collect()
}
