/** Starts Debian's Chromium (over CDP) and Debian's Firefox (over WebDriver BiDi), each with a fresh profile. */
import { puppeteer } from './packages.mjs';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Preferences in addition to those of puppeteer: they keep Firefox itself from making requests. */
const FIREFOX_QUIET = {
  'app.normandy.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.search.update': false,
  'captivedetect.canonicalURL': '',
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.server': 'data:,',
};

function launchChromium(proxyPort, extraArgs) {
  return puppeteer.launch({
    browser: 'chrome',
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [...CHROMIUM_ARGS, `--proxy-server=127.0.0.1:${proxyPort}`, ...extraArgs],
  });
}

function launchFirefox(proxyPort, extraPreferences) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      ...FIREFOX_QUIET,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxyPort,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxyPort,
      ...extraPreferences,
    },
  });
}

/**
 * Starts one of the browsers behind the proxy. `args` are for Chromium's command line, `preferences` for Firefox.
 * @param {'chromium' | 'firefox'} name
 * @param {number} proxyPort
 * @param {{ args?: string[], preferences?: Record<string, unknown> }} options
 */
export function launchBrowser(name, proxyPort, { args = [], preferences = {} } = {}) {
  return name === 'chromium' ? launchChromium(proxyPort, args) : launchFirefox(proxyPort, preferences);
}
