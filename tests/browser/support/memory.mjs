/** How much memory a browser took, as the system counts it (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** The fields of `/proc/<pid>/status`; none for a process that is gone. */
function statusOf(pid) {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/:\s+/)));
  } catch {
    return {};
  }
}

/** The largest amount of memory in bytes that any one process of a browser held at any time. */
export function peakOfLargestProcess(/** @type {import('puppeteer-core').Browser} */ browser) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const statuses = all.map((pid) => [pid, statusOf(pid)]);
  const family = new Set([String(browser.process().pid)]);
  // A child has a higher number than its parent, or nearly always; three rounds find those that have not.
  for (let round = 0; round < 3; round++) {
    for (const [pid, { PPid }] of statuses) {
      if (family.has(PPid)) family.add(pid);
    }
  }
  const peaks = statuses.filter(([pid]) => family.has(pid)).map(([, { VmHWM }]) => Number.parseInt(VmHWM ?? '0', 10));
  return Math.max(...peaks) * 1024;
}
