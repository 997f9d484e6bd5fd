import { span, utc } from '../../core/base/time.ts';
import type { SilenceNotice } from '../../core/model/notice.ts';
import type { UnansweredCause } from '../../core/model/verdict.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import { hostOf, IN_DOUBT, issuerOf, type OutageWords } from './words.ts';

export const silenceWords = (notice: SilenceNotice): OutageWords => {
  const { since, at } = notice;
  const { does, cause, step } = ABOUT[notice.cause];
  const tokens = count(notice.tokens, 'token');
  const detail = outside(notice.detail, 400);
  const rest = `${tokens} unchecked, none judged dead`;
  return {
    facts: [`${does} - at least ${rest}`, `${does} - ${rest}`],
    gist: `at least ${tokens} unchecked for a day or longer`,
    began: { word: 'Since', at: since },
    since: `${utc(since)}, ${span(at - since)} before this notice`,
    seen: `no usable answer about at least ${tokens}; time, cause and evidence are of the one that waits longest${others(notice)}`,
    cause,
    because: cause,
    ...IN_DOUBT,
    impact: `a dead token cannot be told from a good one at ${issuerOf(notice)} now; what uses these tokens may fail too`,
    steps: step === undefined ? [] : [step(hostOf(notice))],
    evidence: detail === '' ? [] : [`About one token: ${detail}`],
    next: NEXT,
  };
};

/** An issuer that answers about others is well: it is rather about these tokens. */
const others = ({ answered }: SilenceNotice): string =>
  answered === 0 ? '' : `. About ${count(answered, 'other token')} it does answer`;

type About = { readonly does: string; readonly cause: string; readonly step?: (host: string) => string };

/** `does` stands in the subject: a refusal to serve and a page of HTML are answers, though of no use. */
const ABOUT: Readonly<Record<UnansweredCause, About>> = {
  network: {
    does: 'does not answer',
    cause: 'network: no answer comes back, so it may be our side as well as theirs',
    step: (host) => `Check the name, the proxy and the firewall on the way to ${host}.`,
  },
  'provider-outage': {
    does: 'fails to answer',
    cause: 'provider outage: it says itself that it cannot answer',
  },
  blocked: {
    does: 'gives no usable answer',
    cause: 'blocked: a firewall, an allow-list or a redirect in front of it, or an answer that proves nothing',
    step: (host) =>
      `Read the evidence, and check whether a firewall or an address allow-list in front of ${host} keeps out the monitor's address.`,
  },
  'rate-limited': {
    does: 'gives no usable answer',
    cause: 'rate limited: too many requests, of the monitor or of others',
    step: (host) =>
      `Find out what else asks ${host} from the monitor's address or with these tokens: it uses up the budget.`,
  },
};

/** What core/issuer/silence.ts and core/transition/transition.ts do. */
const NEXT: readonly string[] = [
  'These tokens are asked about again in every sweep; what is found then is told as usual.',
  'Where a token worked before, warnings ahead of a known date are told all the same; none is judged dead before there is an answer.',
  'This silence is told once, a new one at most once a day; when one of these tokens is accepted again, a closing notice says so.',
];
