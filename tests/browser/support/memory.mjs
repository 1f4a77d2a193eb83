/** Memory use of a browser, as counted by the system (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** The fields of `/proc/<pid>/status`; empty if the process has ended. */
function statusOf(pid) {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/:\s+/)));
  } catch {
    return {};
  }
}

/** The peak memory in bytes of any single process of a browser. */
export function peakOfLargestProcess(/** @type {import('puppeteer-core').Browser} */ browser) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const statuses = all.map((pid) => [pid, statusOf(pid)]);
  const family = new Set([String(browser.process().pid)]);
  // A child nearly always has a higher number than its parent; three rounds find the others.
  for (let round = 0; round < 3; round++) {
    for (const [pid, { PPid }] of statuses) {
      if (family.has(PPid)) family.add(pid);
    }
  }
  const peaks = statuses.filter(([pid]) => family.has(pid)).map(([, { VmHWM }]) => Number.parseInt(VmHWM ?? '0', 10));
  return Math.max(...peaks) * 1024;
}
