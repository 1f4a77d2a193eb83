/** What the overview says of findings: what was found, why it happens, and what can be done. */

import type { FindingKind, FindingSeverity, Threshold } from '../contract.js';
import { formatCount, formatNoun } from '../format/number.js';

interface FindingText {
  /** What was found, as a heading. */
  title: string;
  /** Why it happens. */
  why: string;
  /** What can be done. */
  advice: string;
}

const text = (title: string, why: string, advice: string): FindingText => ({ title, why, advice });

export const FINDINGS: Readonly<Record<FindingKind, FindingText>> = {
  'open-relay': text(
    'Clients from public addresses relayed mail without a logon',
    'The connector gives anonymous clients ms-Exch-SMTP-Accept-Any-Recipient, and these clients sent mail through it to domains that seem not to be your own: in these logs, no mail for them is taken from clients that may not relay, and they are not part of the name by which the server greets.',
    'If the domains are not among your accepted domains, check RemoteIPRanges and the permissions of the connector (Get-ADPermission). Anyone who reaches an open relay can send spam through it.',
  ),
  'guessed-password': text(
    'A logon succeeded after several wrong passwords',
    'Somebody tried several passwords in one session before one was right.',
    'Ask the user. If it was not the user, reset the password, and look for other sessions of that address.',
  ),
  'logon-after-failures': text(
    'A logon succeeded after many that failed',
    'Several sessions of the same address failed to log on, one after the other, and then one succeeded: a password may have been guessed. A saved password that was wrong and was corrected looks the same.',
    'Ask the user what happened at that time. If it was not the user, reset the password, and look for other sessions of that address.',
  ),
  'password-spray': text(
    'One address tried the passwords of many users',
    'Attackers try a few common passwords with many names, so that no account is locked. Who logged on from the same address soon after, as people do who mistyped, does not count.',
    'Block the address. Check whether one of the logons succeeded, and whether this connector has to offer AUTH to the Internet.',
  ),
  'distributed-spray': text(
    'Many addresses tried the passwords of many users',
    'A botnet tries a few passwords from each of its addresses, so that none is conspicuous. In a short time, logons from many addresses failed as many users. Who logged on from the same address soon after does not count, nor who failed again and again, as devices with an old password do.',
    'Check whether logons of these users from addresses that you do not know succeeded, and whether this connector has to offer AUTH to the Internet. To block addresses helps little.',
  ),
  'unreachable-target': text(
    'Servers could not be reached',
    'No connection was made: nothing answered in time, or the connection was refused. Winsock error 10060 is a timeout, 10061 a refusal. Attempts after which this server, or another one for the same destination, was reached soon do not count.',
    'Test the port from this server (Test-NetConnection), then firewalls, routes and the smart host of the Send connector.',
  ),
  'dns-failed': text(
    'Names could not be resolved',
    'DNS had no answer for the domain, or the DNS server did not answer.',
    'Check the spelling of the domain, the DNS servers of the network adapters, and those set with Set-TransportService.',
  ),
  'back-pressure': text(
    'This server was short of resources and refused mail',
    'Back pressure: too little disk space for the queue database, too little memory, or too many messages waiting.',
    'Check free disk space and memory, and events 15004 to 15007 at that time.',
  ),
  'proxy-failed': text(
    'The front end could not pass sessions on',
    'Front End Transport found no Transport service that took the session. The PRX number says how far it got.',
    'Check that the Transport services run, name resolution on the servers, and the receive connectors on port 2525.',
  ),
  'service-inactive': text(
    'This server took no mail, as its service was inactive',
    'The server was in maintenance mode, was shutting down, or a custom connector on port 25 has the wrong transport role.',
    'Check Get-ServerComponentState, and that custom connectors on port 25 have the role FrontendTransport.',
  ),
  'mail-loop': text(
    'Mail went round in a loop',
    'The message had passed too many servers. Two of them send mail for this domain to each other.',
    'Check the type of the accepted domain, forwarding rules, and where the Send connector delivers.',
  ),
  expired: text(
    'Messages expired in the queue',
    'They could not be delivered for two days (MessageExpirationTimeout), and their senders got a non-delivery report.',
    'The send and connectivity logs of the days before show why the next server did not take them.',
  ),
  'cut-off': text(
    'The connection was lost in the middle of a message',
    'One side, or a firewall between them, closed the connection while a message was being sent. The sender will try again.',
    'If the same client is cut off again and again, look for limits of size or time, and for devices that inspect SMTP.',
  ),
  'block-listed': text(
    'Other servers block this server',
    'Its public address, or its name, is on a block list or has a bad reputation.',
    'Find the list in the reply and ask to be removed, after checking for open relays and accounts that send spam.',
  ),
  'relay-denied': text(
    'Relaying was refused',
    'A client wanted to send to a domain that is not an accepted domain, and may not relay. Scanners try this all day; a device of your own is misconfigured.',
    'For a device of your own, let it log on, or add its address to a connector that may relay.',
  ),
  'unknown-recipient': text(
    'Recipients are unknown here',
    'Nobody has these addresses: a typing error, a mailbox that is gone, or somebody who tries names.',
    'Look at the recipients. Many names from one address are a directory harvest; one name from many is an old address.',
  ),
  'send-as-denied': text(
    'A sender may not be used by this client',
    'The client logged on as one user and sent in the name of another, or sent anonymously in the name of your own domain.',
    'Give the account Send As, correct the sender that the device uses, or let it stand: that is how forged mail is refused.',
  ),
  'sender-refused': text(
    'Senders were refused',
    'The address of the sender is not valid, or is blocked by sender filtering or Sender ID.',
    'Check Get-SenderFilterConfig and Get-SenderIdConfig if it should not have been blocked.',
  ),
  'message-too-large': text(
    'Messages were too large',
    'A limit of the connector, the organisation or the mailbox was exceeded here. Encoding makes attachments a third larger.',
    'Compare MaxMessageSize of the connectors, Get-TransportConfig and the mailbox.',
  ),
  'blocked-as-spam': text(
    'Mail was refused as spam',
    'The content filter or a block list said no.',
    'If a partner is among them, add an exception for that sender or address.',
  ),
  'refused-here': text(
    'Mail was refused for other reasons',
    'This server refused commands or messages, with the replies below.',
    'Open a row to read what was said before.',
  ),
  'refused-by-others': text(
    'Other servers refused mail',
    'The other side said no, with the replies below. The senders got a non-delivery report.',
    'Open a row to read the whole reply; it often contains a link or the name of the rule.',
  ),
  greylisted: text(
    'Mail was put off by greylisting',
    'The other side puts off senders that it does not know, and takes the mail when it comes again.',
    'Nothing, if it was delivered later. Delays of more than an hour deserve a word with the other side.',
  ),
  'deferred-here': text(
    'Mail was put off by this server, and it is not known what became of it',
    'This server gave temporary refusals, with the replies below, before the log named sender and recipients, or the sender is the null sender. The clients will try again.',
    'Open a row to read what was said before.',
  ),
  'deferred-by-others': text(
    'Mail was put off by other servers, and it is not known what became of it',
    'The other side gave temporary refusals, with the replies below, before the log named sender and recipients, or the sender is the null sender. This server tries again until the message expires.',
    'See whether later sessions to the same domain were accepted.',
  ),
  'deferred-unresolved': text(
    'Mail was put off, and not accepted later in these logs',
    'After a temporary refusal, no mail of the same sender for the same recipient was accepted up to the end of these logs, or only messages with another Message-ID. If they end soon afterwards, it may just not have been tried again yet.',
    'Open the logs of the hours that follow, and those of the other servers. If it is still not there: mail that this server sends waits in a queue (Get-Queue), and a client that gave up has told the sender.',
  ),
  'deferred-recovered': text(
    'Mail was put off, and accepted later',
    'After a temporary refusal, mail of the same sender for the same recipient was accepted: the same message where the log names both.',
    'Nothing, unless the delay matters: open a session and follow the message.',
  ),
  'doubled-mail': text(
    'Mail came to a mailbox twice',
    'The mailbox already had the message, so this copy was discarded (DUPLICATEDELIVER). Its recipient is in several groups to which it was sent, or it was sent again: Safety Net does so after a failover, and so does a sender that missed the first confirmation.',
    'Nothing, if it is rare: the user has it once. If much mail of one sender is doubled, open a message and follow it; the events before show where it became two.',
  ),
  'tls-failed': text(
    'TLS could not be agreed on',
    'The two sides have no version or cipher in common, or one did not accept the certificate of the other.',
    'Read the last lines of a session. Check the protocols in the registry (Schannel), and the certificate of the connector.',
  ),
  'old-tls': text(
    'TLS 1.0 or 1.1 is in use',
    'The other side offers nothing better, or a server is not configured for TLS 1.2.',
    'These sessions end, or fall back to clear text, when the old versions are switched off. Find their owners first.',
  ),
  'weak-cipher': text(
    'Ciphers are in use that are considered broken',
    'RC4, DES, 3DES, RC2 or no encryption was the best that both sides have.',
    'Order the cipher suites by group policy; the other side usually has a better one.',
  ),
  'tls-not-used': text(
    'Mail was sent in clear, although TLS was offered',
    'The other server offers STARTTLS and this one did not use it: the Send connector ignores it (IgnoreSTARTTLS), or it fell back after a failure.',
    'Check the Send connector, and whether TLS failed with the same server before.',
  ),
  'clear-text': text(
    'Mail was received in clear from public addresses',
    'The other side did not use STARTTLS, or it was not offered. Addresses of own servers count if they are public.',
    'For partners, agree on TLS and require it by a connector of their own.',
  ),
  'certificate-expired': text(
    'A certificate had expired',
    'It was presented after the end of its validity: by this server or by another one of the organisation, or by somebody else, and TLS failed. Sides that check certificates refuse it.',
    'If it is yours, renew it and assign it to SMTP (Enable-ExchangeCertificate). If not, tell its owner.',
  ),
  'certificate-expired-others': text(
    'Certificates of others had expired',
    'They were presented after the end of their validity, and TLS was agreed on all the same: without a connector that requires a valid certificate, nobody looks at it.',
    'Nothing. If mail for this domain has to be encrypted with a valid certificate, tell its owner.',
  ),
  'certificate-expiring': text(
    'A certificate is about to expire',
    'This server, or another one of the organisation, presented it, and its validity ends soon after the last entry of these logs. A certificate that was replaced meanwhile does not count, nor do those of others: many are renewed shortly before they expire.',
    'Renew it in time, and set the name on the connectors anew if issuer or subject change.',
  ),
  'certificate-not-yet-valid': text(
    'A certificate was not valid yet',
    'It was presented before its validity began: a clock is wrong, or it was installed early.',
    'Compare the clocks of both sides.',
  ),
  'certificate-self-signed': text(
    'A self-signed certificate was presented',
    'Nobody but its holder vouches for it. Exchange makes one at setup, which the servers of its own organisation trust; others who check certificates do not.',
    'Between your own servers, nothing. On connectors from and to the outside, assign a certificate of an authority to SMTP (Enable-ExchangeCertificate).',
  ),
  'certificate-name': text(
    'A certificate is for other hosts',
    'None of its names is that of the host that presented it, as in EHLO or the greeting. Most mail servers encrypt all the same, but a connector that requires a name, MTA-STS and mail programs refuse it. They compare the name that they looked up, which is not in the log.',
    'If it is yours and others connect by the name that it has, nothing. Otherwise set the FQDN of the connector to a name of the certificate, or assign one with the right names to SMTP (Enable-ExchangeCertificate).',
  ),
  'certificate-changed': text(
    'A server presented several certificates in turn',
    'On one connector it was not always the same: it was renewed or replaced while these logs were written, or several fit. A connector that names none (TlsCertificateName) takes one of those that have its FQDN.',
    'After a renewal, nothing. If the old one comes back, see which certificates are assigned to SMTP (Get-ExchangeCertificate) and which one the connector names, and remove the old one.',
  ),
  'password-in-clear': text(
    'Passwords were sent without TLS',
    'AUTH LOGIN and AUTH PLAIN carry the password in base64, LOGIN of IMAP4 and PASS of POP3 as it is; anybody on the way can read it.',
    'Offer basic authentication only after TLS (AuthMechanism BasicAuthRequireTLS; LoginType SecureLogin of POP3 and IMAP4), and set the device to STARTTLS.',
  ),
  'own-logon-refused': text(
    'Another server refused the logon of this one',
    'A Send connector logs on to its smart host, and that does not take the name or the password, or offers no mechanism that the connector can use. Mail through this connector waits in the queue until it expires.',
    'Set the credentials of the connector anew (Set-SendConnector, AuthenticationCredential), and ask the operator of the smart host whether the account is locked, and which mechanism it wants.',
  ),
  'logons-not-checked': text(
    'Logons failed often, although no password was refused',
    'The reply says why: the server that has the mailbox could not be reached, the mechanism is not offered there, or the handshake failed. Programs that retry by themselves make many of these in an outage. They do not count as tried passwords.',
    'See whether all users were affected, and since when: that is an outage. One client alone is set to a mechanism that the server does not offer.',
  ),
  'failed-logons': text(
    'Logons from one address failed often',
    'A device has an old password, or somebody tries passwords. Only logons count in which name or password was refused.',
    'Inside, find the device. Outside, block the address.',
  ),
  'failed-user': text(
    'Logons of one user failed often',
    'A device has an old password of this user, or the account is under attack. The account may be locked.',
    'Look at the addresses: one is a device, many are an attack.',
  ),
  'may-relay': text(
    'Clients relay without a logon',
    'The connector lets these addresses send anywhere. That is usual for printers and applications.',
    'Before the connector or the server is switched off, ask the owners of these addresses.',
  ),
  tarpitted: text(
    'Exchange slowed sessions down',
    'After a refusal, Exchange waits before it answers (TarpitInterval), to make guessing slow.',
    'See what was refused. A device of your own that waits here is misconfigured.',
  ),
  'long-pause': text(
    'Sessions with mail had long pauses',
    'Something waited: for a scanner, a slow network, or a client that stopped halfway. Neither pauses between messages nor delays that Exchange announced count, nor the time that a slow line takes for the message (64 KB a second).',
    'Open a session; the pause is drawn where it was.',
  ),
  'rewritten-smtp': text(
    'A firewall rewrites SMTP',
    'Greeting or commands are overwritten with asterisks or X. Inspection of SMTP does this, and so takes away TLS and more.',
    'Switch the inspection off (“fixup protocol smtp”, “inspect esmtp”).',
  ),
  'nothing-done': text(
    'Connections in which nothing was done',
    'Load balancers, monitoring and port scanners connect, and leave without a command. “Hide noise” leaves them out everywhere.',
    'Nothing for what you know. For an address that you do not know, look at what else it tried.',
  ),
  'foreign-protocol': text(
    'Something other than SMTP was spoken',
    'Scanners and browsers try other protocols on any open port; a client that begins with TLS belongs on port 465.',
    'Nothing for scanners. For a client of your own, correct the port or choose STARTTLS.',
  ),
  'missing-rows': text(
    'Rows are missing within sessions',
    'Sequence-numbers are missing: a file was not opened, was cut, or the disk was full.',
    'See “Coverage” for files that are missing, and open them as well.',
  ),
  'log-missing-files': text(
    'Files of logs are missing',
    'Exchange numbers the files of an hour or a day from 1, so a number that is missing between others is a file that is not open. A whole day counts if the log otherwise has entries in every hour of the day, and another log of the server has some on it. The oldest files, which Exchange deletes first, do not count.',
    'Open the files if they still exist: “Coverage” names them. If they were deleted on the server, look for scripts and antivirus software that do so; Exchange itself deletes files by age and by the size of the folder (protocol and connectivity logs: 30 days and 250 MB by default).',
  ),
  'log-incomplete': text(
    'Files of logs are incomplete',
    'The file was cut off when it was copied or while Exchange was writing it, the disk was full, or it could not be read to its end.',
    'Copy the file again, and open it instead; “Coverage” and “Files” name each of them and what is wrong. The last file of a running service may end in the middle of a line.',
  ),
  'log-silent': text(
    'Logs have no entries at hours at which they have some on other days',
    'At that time of day the log has entries on at least nine of ten other days, and in that very hour another log of the same server has some. This proves no loss: Exchange creates a file only when there is something to write.',
    'Compare with what other logs of the server show at that time: a connector without clients, a service that did not run, a network that was down, or a file that was not copied.',
  ),
  'log-not-written': text(
    'Connectors without a protocol log at that time',
    'Message tracking shows that mail came or left through these connectors, and no protocol log that is open has a session of them at that time: they do not write one, it is not open, or it was deleted earlier than message tracking (protocol logs are limited to 250 MB by default, message tracking to 1,000 MB).',
    'Open the protocol logs of the server if there are any. To have them in future, set ProtocolLoggingLevel Verbose on the connector (Set-ReceiveConnector, Set-SendConnector; IntraOrgConnectorProtocolLoggingLevel of Set-TransportService for mail between own servers).',
  ),
  'service-restarted': text(
    'Services were restarted',
    'Session-ids contain the time at which the service was started. A restart is an update, a reboot, a certificate or setting that needed it, or a service that ended unexpectedly.',
    'Nothing, if somebody did it. Otherwise look at the event log at that time, and at sessions that ended without a goodbye just before.',
  ),
  'clock-offset': text(
    'Clocks of servers differ',
    'Both servers logged the same transfers, at times that are steadily apart. Half of the differences of begin and end is free of the time on the wire, so this is not delay. Do not compare times of these servers without the offset.',
    'Have both follow the domain hierarchy (w32tm /query /status, w32tm /resync). Kerberos fails when clocks are more than five minutes apart by default.',
  ),
  'failure-burst': text(
    'Far more sessions failed than usual',
    'In these hours, many times as many sessions of a log were refused, put off or failed as at that hour of other days: an attack, a client that tries again and again, a change of configuration, or another server that began to refuse mail. Usual is the median of working days or of the others, whichever is larger; an hour earlier and later count as well, since clocks are put forward and back, and so does the same hour of other weeks.',
    'The reasons below say what was refused. See who began it, and what was changed shortly before.',
  ),
  'new-reason': text(
    'Sessions fail for a reason that was not there before',
    'The log goes back before the first session that failed for this reason, and if it had been as frequent then as it is since, as many as the limit would have had it. So something changed: here, at the other side, or on the way between them. Of hours without a log nothing is known.',
    'Look at what was changed at that time: updates, certificates, connectors, DNS, limits, addresses. Open the first of these sessions and compare it with an earlier one of the same client or server that went well.',
  ),
  'session-burst': text(
    'Far more sessions than usual',
    'In these hours, a log has many times as many sessions as at that hour of other days: a mailing, a client in a loop, a backlog that is delivered after an outage, or an attack. Usual is the median of working days or of the others, whichever is larger; an hour earlier and later count as well, since clocks are put forward and back, and so does the same hour of other weeks.',
    'See whose sessions they are. If most are of one address, find out what it did; if they are of many, see what was down before.',
  ),
  'few-sessions': text(
    'Far fewer sessions than usual',
    'In these hours, a log has many times fewer sessions than at that hour of other working days, although it was written before and after, and no file of that hour is known to be missing. Hours that are on a weekend in some time zone are not looked at; public holidays are, as no log says which days they are. Hours without any entry are another finding.',
    'If it was no holiday, look at what lies before the server: name resolution, firewall, load balancer, the line; and at the other servers, which may have had these sessions instead.',
  ),
  'web-errors': text(
    'Requests ended with an error of the server',
    'The status was 500 to 599: a service is down, overloaded or broken.',
    'Look at the path and at the sub-status, then at the event log of that time.',
  ),
  'web-logons-failed': text(
    'Web logons were refused',
    'The status was 401 although a user was named: a wrong password, or a client that keeps an old one.',
    'Look at users and addresses. The first 401 of each request names no user and is normal; it is not counted here.',
  ),
  'slow-requests': text(
    'Requests and commands were slow',
    'The server measured more than the limit. IMAP IDLE, ActiveSync Ping and notifications wait on purpose and are left out.',
    'Look at the paths and the users: one slow mailbox, one slow server or one slow client.',
  ),
};

const severities: Readonly<Record<FindingSeverity, { mark: string; one: string; many: string }>> = {
  problem: { mark: '▲', one: 'problem', many: 'problems' },
  warning: { mark: '◆', one: 'warning', many: 'warnings' },
  note: { mark: '●', one: 'note', many: 'notes' },
};

/** Each is the rest of a sentence that begins with its number. */
const thresholds: Readonly<Record<Threshold, string>> = {
  'certificate-days': 'days before a certificate expires, it counts as about to expire',
  'failed-logons': 'failed logons of one address or user, or more, are many',
  guesses: 'wrong passwords before the right one are a guess',
  'sprayed-users': 'users whom one address tries without success are an attack',
  'spray-minutes': 'minutes, at most, from the first of those attempts to the last',
  'spread-logons': 'users, tried without success from as many addresses, are an attack',
  'spread-minutes': 'minutes, at most, from the first of these attempts to the last',
  'failures-before': 'failed logons of an address in a row, before one that succeeds, are suspicious',
  'minutes-before': 'minutes, at most, from the first of those failures to that logon',
  'reached-within': 'minutes may pass until a server, or another one for the same destination, is reached',
  pause: 'seconds without an entry are a long pause',
  tarpit: 'seconds of announced delay are worth a note',
  'clock-offset': 'seconds between clocks of two servers are a difference',
  'clock-pairs': 'transfers that both servers logged are enough to compare their clocks',
  'unusual-days': 'other days that logs cover are enough to say what is usual at an hour',
  'unusual-times': 'times as many sessions as usual in an hour, or times fewer, are unusual',
  'burst-sessions': 'sessions in an hour, or more, can be a burst',
  'burst-failures': 'failed sessions in an hour, or more, can be a burst',
  'usual-sessions': 'sessions that are usual in an hour are enough to say that it has few',
  'new-reason': 'sessions that fail for a new reason are worth a warning',
  'sessions-before': 'sessions before it, without that reason, show that it is new',
  'days-before': 'days that the log covers before it, without that reason, show that it is new',
  'slow-request': 'seconds of a request or a command are slow',
};

const noneOr = (count: number, one: string, many: string): string =>
  count === 0 ? `no ${many}` : formatNoun(count, one, many);

/** `a, b and c`. */
const both = (parts: readonly string[]): string => parts.join(' and ');

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** What is usual in as many hours, and how many other days show it. */
const compared = (usual: number, hours: number, days: number): string =>
  `where ${formatCount(usual)} ${plural(usual, 'is', 'are')} usual, by ${plural(hours, 'the same hour', 'the same hours')} of ${formatNoun(days, 'other day', 'other days')}`;

const inHours = (hours: number): string => (hours === 1 ? 'in one hour' : `in ${formatCount(hours)} hours`);

/** What a finding says of one log, or of the clocks of two servers. */
const logs = {
  'log-missing-files': (name: string, files: number, days: number): string => {
    const parts = [
      ...(files > 0 ? [`${formatNoun(files, 'file', 'files')} between others`] : []),
      ...(days > 0 ? [`all files of ${formatNoun(days, 'day', 'days')}`] : []),
    ];
    return `${name}: ${both(parts)} ${files + days === 1 && files === 1 ? 'is' : 'are'} missing.`;
  },
  'log-incomplete': (name: string, files: number, sentence: string): string =>
    `${name}: ${formatNoun(files, 'file', 'files')}. ${sentence}`,
  'log-silent': (name: string, hours: number): string =>
    `${name}: no entries in ${formatNoun(hours, 'hour', 'hours')} in which other logs of the server have some.`,
  'log-not-written': (name: string, connector: string, records: number, note: string): string =>
    `${name}: message tracking has ${formatNoun(records, 'record', 'records')} of mail that went through “${connector}”. ${note}`,
  'service-restarted': (name: string, count: number): string =>
    `${name}: started ${plural(count, 'once', `${formatCount(count)} times`)} between two sessions.`,
  'session-burst': (name: string, count: number, usual: number, hours: number, days: number): string =>
    `${name}: ${formatNoun(count, 'session', 'sessions')} ${inHours(hours)}, ${compared(usual, hours, days)}.`,
  'failure-burst': (name: string, count: number, usual: number, hours: number, days: number): string =>
    `${name}: ${formatNoun(count, 'session', 'sessions')} failed ${inHours(hours)}, ${compared(usual, hours, days)}.`,
  'few-sessions': (name: string, count: number, usual: number, hours: number, days: number): string =>
    `${name}: only ${formatNoun(count, 'session', 'sessions')} ${inHours(hours)}, ${compared(usual, hours, days)}.`,
  'new-reason': (name: string, reason: string, count: number, before: number, back: string): string =>
    `${name}: ${formatNoun(count, 'session', 'sessions')} failed with “${reason}”, and none of the ${formatNoun(before, 'session', 'sessions')} in the ${back} before.`,
  'clock-offset': (ahead: string, behind: string, offset: string, spread: string, pairs: number): string =>
    `The clock of ${ahead} is ${offset} ahead of that of ${behind}: the median of ${formatNoun(pairs, 'transfer', 'transfers')}, with a spread of ${spread}.`,
};

export const overview = {
  logs,
  moreLogs: (count: number): string => formatNoun(count, 'more', 'more'),
  coverage: 'Coverage',
  coverageMeaning: (title: string): string => `Show the coverage of the logs: “${title}”`,
  unknownLog: 'server not known',
  label: 'Overview',
  looking: 'Looking for findings',
  show: (count: number): string => plural(count, 'Show it', 'Show them'),
  worst: 'The worst findings',
  more: (count: number): string => `and ${formatCount(count)} more`,
  /** Follows it for those who see it, as it is not to be read aloud each time. */
  looked: (done: number, all: number): string => `, ${formatCount(done)} of ${formatCount(all)}`,
  severities,
  heading: (severity: FindingSeverity, count: number): string =>
    formatNoun(count, severities[severity].one, severities[severity].many),
  none: 'Nothing was found that needs attention. What was looked for is below.',
  /** What no log can show. */
  limits: 'Findings are about what these logs contain. What was not logged cannot be found: see “Coverage”.',
  sessions: (count: number): string => formatNoun(count, 'session', 'sessions'),
  rows: (count: number): string => `${formatNoun(count, 'row', 'rows')} of other logs`,
  messages: (count: number): string => `${formatNoun(count, 'message', 'messages')} accepted`,
  refusedLogons: (count: number): string => formatNoun(count, 'refused logon', 'refused logons'),
  span: (first: string, last: string): string => (first === last ? first : `${first} to ${last}`),
  servers: (names: string, more: number): string => (more > 0 ? `${names} and ${formatCount(more)} more` : names),
  open: (sessions: number): string => (sessions > 0 ? 'List sessions' : 'List rows'),
  openMeaning: (title: string, sessions: number): string =>
    `List the ${sessions > 0 ? 'sessions' : 'rows'} of “${title}”`,
  groups: (count: number): string => formatNoun(count, 'more group', 'more groups'),
  summarise: 'All in a summary',
  count: (sessions: number, rows: number): string =>
    rows === 0 ? 'Sessions' : sessions === 0 ? 'Rows' : 'Sessions or rows',
  last: 'Last',
  number: (count: number): string => formatCount(count),
  unknown: 'not known',
  defaultValue: (value: number): string => `${formatCount(value)} unless it is changed`,
  explain: 'Why, and what to do',
  rule: 'Found by',
  limitsTitle: 'Limits',
  thresholds,
  notFound: (count: number): string => `Looked for and not found (${formatCount(count)})`,
  /** Explains the number beside the name of the tab. */
  counted: (problems: number, warnings: number, notes: number): string =>
    `${formatNoun(problems + warnings, 'finding that deserves', 'findings that deserve')} attention: ${formatNoun(problems, 'problem', 'problems')}, ${formatNoun(warnings, 'warning', 'warnings')}. ${formatNoun(notes, 'note is', 'notes are')} not counted.`,
  announced: (problems: number, warnings: number, notes: number): string =>
    `Found ${noneOr(problems, 'problem', 'problems')}, ${noneOr(warnings, 'warning', 'warnings')} and ${noneOr(notes, 'note', 'notes')}.`,
};
