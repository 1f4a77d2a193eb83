/** The pack that comes with the page: what administrators ask most, each question with the search or summary that answers it. */

import type { Pack, SavedItem, SummaryChoice } from '../contract.js';

function summary(
  name: string,
  sentence: string,
  within: string,
  dimensions: SummaryChoice['dimensions'],
  measures: SummaryChoice['measures'],
  change: Partial<Pick<SummaryChoice, 'counted' | 'order' | 'descending'>> = {},
): SavedItem {
  const choice = {
    name: '',
    within,
    dimensions,
    measures,
    counted: 'client',
    order: 'sessions',
    descending: true,
  } as const;
  return { name, sentence, summary: { ...choice, ...change } };
}

const query = (name: string, sentence: string, text: string): SavedItem => ({ name, sentence, query: text });

/** In the order of how often they are asked. */
export const QUESTIONS: Pack = {
  name: 'Frequent questions',
  groups: [
    {
      name: 'Frequent questions',
      items: [
        summary(
          'Who still sends through this server?',
          'Clients that sent mail, by connector. If a client’s last session is recent, ask its owner before you switch anything off.',
          'log:receive messages>0',
          ['connector', 'client', 'helo'],
          ['sessions', 'messages', 'recipients', 'first', 'last'],
        ),
        query(
          'What did the two servers say, in order?',
          'Every SMTP conversation, put together from its lines. Add an address, a name or a session-id to find one.',
          'log:receive,send',
        ),
        summary(
          'Who rejects whom, and why?',
          'In a receive log this server refused, in a send log the other one did.',
          'code:4xx,5xx',
          ['log', 'code', 'reason'],
          ['sessions', 'share', 'distinct', 'recipients', 'first', 'last'],
        ),
        summary(
          'Which TLS versions and ciphers are used?',
          '“none” went in clear, “failed” is a STARTTLS that did not succeed.',
          'log:receive,send',
          ['log', 'tls', 'cipher'],
          ['sessions', 'share', 'distinct', 'messages', 'last'],
        ),
        query(
          'What breaks without TLS 1.0 and 1.1?',
          'Sessions that used TLS 1.0 or 1.1, or an SSL before it. If there are none, nothing breaks.',
          'tls<1.2',
        ),
        summary(
          'Which certificates were presented?',
          'Look for a certificate that is not the one you expect on this connector.',
          'certificate:*',
          ['certificate', 'issuer', 'connector'],
          ['sessions', 'distinct', 'first', 'last'],
        ),
        query(
          'Why does STARTTLS fail?',
          'Sessions in which TLS was not agreed on. The last lines of each say why.',
          'tls:failed',
        ),
        query(
          'Where is a message?',
          'Every log that carried a message with a known Message-ID. Put the Message-ID in place of the *, and use “Also in” for the other logs.',
          'message-id:*',
        ),
        summary(
          'Why is it slow?',
          'Gaps of just over 5 seconds are often the tarpit, 30 seconds delayed acknowledgement, five or ten minutes a timeout.',
          'gap>5s or duration>1m',
          ['connector', 'client', 'target'],
          ['largestGap', 'medianGap', 'longest', 'medianDuration', 'sessions', 'last'],
          { order: 'largestGap' },
        ),
        summary(
          'Who logs on, how, and who attacks?',
          'A user whose attempts fail from many addresses is under attack; from one address, it is probably an old password.',
          '-auth:none',
          ['user', 'auth', 'mechanism'],
          ['sessions', 'distinct', 'failed', 'first', 'last'],
        ),
        summary(
          'Who sends most, and how much?',
          'The senders with the most messages. A message that several logs have is counted in each of them.',
          'messages>0',
          ['from'],
          ['messages', 'recipients', 'bytes', 'sessions', 'first', 'last'],
          { order: 'messages' },
        ),
        summary(
          'Is the load even?',
          'Sessions of each server, hour by hour.',
          '',
          ['hour', 'server'],
          ['sessions', 'messages', 'bytes', 'failed', 'medianDuration'],
          { order: '0', descending: false },
        ),
        summary(
          'Which sessions do nothing?',
          'Probes, load balancers and health checks: sessions that ended without a message or a logon. Exclude their addresses to see the rest.',
          'outcome:empty',
          ['client', 'helo', 'connector'],
          ['sessions', 'share', 'first', 'last'],
        ),
        summary(
          'Which connector took the session, with which permissions?',
          'Look for permissions that a connector should not give, such as to relay.',
          'log:receive permissions:*',
          ['connector', 'permissions'],
          ['sessions', 'distinct', 'messages', 'first', 'last'],
        ),
        summary(
          'Who still uses POP3 and IMAP4?',
          'Ask the users whose last session is recent before you switch either off.',
          'log:pop3,imap4',
          ['log', 'user', 'client'],
          ['sessions', 'failed', 'rejected', 'medianDuration', 'first', 'last'],
        ),
        summary(
          'Where does mail go, and what fails?',
          'Destinations and the addresses behind them. Failed sessions of a target are connections that were refused or timed out.',
          'log:send,connectivity',
          ['destination', 'target', 'dns'],
          ['sessions', 'messages', 'deferred', 'rejected', 'failed', 'last'],
        ),
        summary(
          'Is logging complete?',
          'What each server logged, day by day: a log that is missing on one server or day was perhaps not switched on. “Coverage” has the hours and the missing files.',
          '',
          ['server', 'log', 'day'],
          ['sessions', 'first', 'last'],
          { order: '0', descending: false },
        ),
        query(
          'Which sessions were put together by a guess?',
          'Exchange 2003 and earlier log no session-id: such sessions are put together by address, name and time.',
          'flags:inferred',
        ),
      ],
    },
  ],
};
