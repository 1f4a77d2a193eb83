//! Whether a session is noise, and why, in one word.

use super::words::words;

words! {
    /// Why nobody misses a session: it did nothing, and nothing went wrong in it.
    Noise, "All of them, in the order of the help.";
    #[default] None, "none", "It is no noise, or the log does not show it for certain.";
    Silent, "silent", "The other side connected, said nothing and left.";
    Probe, "probe", "A health check, of a load balancer or a monitor: it greeted and left, or asked for a page that is there for that.";
    Health, "health", "Exchange's own monitoring: health mailboxes and the probes of Managed Availability.";
}

impl Noise {
    /// All that is noise.
    pub const ANY: &[Noise] = &[Noise::Silent, Noise::Probe, Noise::Health];
}
