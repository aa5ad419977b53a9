//! The summary as a file, for colleagues: what the page says, in Markdown. No secret is in it.

use std::fmt::Write as _;

use super::{Done, told};
use crate::words::Text;

impl Done {
    /// Empty while nothing is done.
    pub fn written(&self, text: &Text) -> String {
        let Some(summary) = self.summary() else {
            return String::new();
        };
        let mut file = String::new();
        // Writing into a string cannot fail.
        let _ = writeln!(file, "# {}\n", summary.url);
        for (name, line) in self.named(text) {
            let _ = writeln!(file, "- {name}: `{line}`");
        }
        for disk in &summary.disks {
            let _ = writeln!(
                file,
                "- `{}`: {}, UUID={}",
                disk.mount, disk.volume, disk.uuid
            );
        }
        let _ = writeln!(file, "\n## {}\n", text.get("done-tried"));
        for proof in &summary.proofs {
            let (what, value) = told(proof, text);
            let _ = writeln!(file, "- {what}: {value}");
        }
        let _ = write!(
            file,
            "\n## {}\n\n```yaml\n{}```\n",
            text.get("done-binderhub"),
            summary.binderhub
        );

        file
    }
}
