import { describe, expect, test } from 'vitest';
import type { OutageNotice } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { answersMessage, refusalMessage, silenceMessage } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { answers, answersLong, meant, refuses, silent } from './notices.ts';
import { bodyOf, CHANNELS, oneLine, slackOf } from './outage-texts.ts';

const NOTICES: readonly (readonly [string, OutageNotice])[] = [
  ['an issuer that refuses', refuses],
  ['an issuer that is silent', silent],
  ['an issuer that answers again', answers],
  ['an issuer that answers again after days', answersLong],
  ['an issuer that refused for good', meant],
];
const SHAPES = { refuses: refusalMessage, silent: silenceMessage, answers: answersMessage };
/** What it says of tokens, and of what follows. */
const SAYS: Readonly<Record<OutageNotice['why'], readonly [lead: RegExp, next: RegExp]>> = {
  refuses: [/Nothing about tokens: do not reset any because of this\./, /one closing notice says what became/],
  silent: [/Nothing about tokens: do not reset any because of this\./, /a closing notice says so\./],
  answers: [
    /Nothing about tokens that are accepted again|Replace the tokens that were told as dead/,
    /the last word under this incident\./,
  ],
};
const withoutPage = ({ statusPage: _page, ...notice }: OutageNotice): OutageNotice => notice;

describe.each(NOTICES)('%s', (_, notice) => {
  describe.each(CHANNELS)('in %s', (_, render) => {
    test.each([
      ['what it is', /OUTAGE NOTICE Discord/],
      ['what is to be done about tokens', SAYS[notice.why][0]],
      ['what follows', SAYS[notice.why][1]],
      ['which incident it is', /TH-0VN3E/],
    ])('says %s', (_what, words) => {
      expect(oneLine(render(notice))).toMatch(words);
    });

    test('names the status page, where there is one', () => {
      expect(render(notice)).toContain('https://discordstatus.com');
      expect(render(withoutPage(notice))).not.toMatch(/status(?! \w)/i);
    });
  });

  test('a mail says that it came as catch-all, and which incident and notice it is', () => {
    const { text } = renderEmail([notice]);
    expect(text).toContain('\nYou get this as catch-all. Incident TH-0VN3E, schema 1.\n');
    expect(text).toContain(`\nAlert ${notice.id}\n`);
    expect(text.endsWith('\n\n')).toBe(true);
  });

  test('in Slack it is at most 6 blocks and 9 lines', () => {
    expect(slackOf(notice).length).toBeLessThanOrEqual(6);
    expect(slackOf(notice).flatMap((text) => text.split('\n')).length).toBeLessThanOrEqual(9);
  });

  test('a terminal shows the same with colour', () => {
    const csi = String.fromCharCode(27);
    const coloured = renderTerminal([notice], { color: true });
    expect(coloured).toContain(`${csi}[`);
    expect(coloured.replaceAll(new RegExp(`${csi}\\[\\d+m`, 'g'), '')).toBe(renderTerminal([notice], { color: false }));
  });

  test('filters can ask for its finding and severity; it has no owner, so a catch-all gets it', () => {
    expect(publicationOf([notice]).attributes).toEqual({ severity: 'warn', finding: 'outage', alertId: notice.id });
  });

  test('no token is called dead in a notice of what is going on', () => {
    const says = CHANNELS.map(([, render]) => oneLine(render(notice)));
    for (const text of says) expect(/none is judged dead/.test(text) || !/judged dead/.test(text)).toBe(true);
    if (notice.why !== 'answers') expect(says.join(' ')).toContain('none is judged dead');
  });

  test('programs get a shape of its own, in which no token is named', () => {
    const { shape } = SHAPES[notice.why];
    expect(Object.keys(bodyOf(notice) as object).sort()).toEqual(Object.keys(shape).sort());
    expect(bodyOf(notice)).toHaveProperty('why', notice.why);
    expect(bodyOf(notice)).not.toHaveProperty('token');
    expect(bodyOf(withoutPage(notice))).not.toHaveProperty('statusPage');
  });
});
