import { plain } from '../../core/base/text.ts';
import { type Instant, utc } from '../../core/base/time.ts';
import { nearDate } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { type Happening, historyOf, STRIP, stripOf } from '../../core/overview/history.ts';
import type { Row } from '../../core/overview/row.ts';
import { labelOf } from '../digest/rows.ts';
import { type Html, html, lines } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { type Step, stepsOf } from '../words/steps.ts';
import { safeUrl } from '../words/where.ts';
import type { Known } from './medium.ts';
import { MARKS, momentWords, versionWords, wordOf } from './words.ts';

/** All that is known of one token: why it is thought to be so, what to do, what a support desk asks for, and what happened. */
export const detailsOf = (row: Row, known: Known): Html => {
  const { record } = row;
  const { overview, medium } = known;
  const { diagnosis } = record;
  const told = overview.told.get(record.ref.id) ?? [];
  return html`<h2>${labelOf(record.ref)}: ${wordOf(row.state)}</h2>${factsOf(row, known)}${evidenceOf(record)}${stepsPart(record)}${diagnosis.settle === undefined ? '' : html`<p><b>What would settle it:</b> ${named(diagnosis.settle, record)}</p>`}<h3>For support (no value in it)</h3><pre tabindex="0">${lines(supportLines(record))}</pre>${docsOf(record)}<h3>The last 90 days</h3>${stripSvg(record, told, overview.at)}<ul>${historyOf(
    record,
    told,
    overview.audit,
  )
    .slice(0, MOST)
    .map((one) => html`<li>${utc(one.at)}: ${happeningWords(one)}</li>`)}</ul>${
    medium.act === undefined || row.needsYou ? '' : html`<p class="th-acts">${medium.act.lookNow(row)}</p>`
  }`;
};

/** Lines of a history that are shown. */
const MOST = 15;

const named = (step: string, { ref }: TokenRecord): string => step.replaceAll('{name}', plain(tokenLabel(ref), 200));

const stepsPart = (record: TokenRecord): Html => {
  const { diagnosis, ref } = record;
  const steps = stepsOf({
    ref,
    diagnosis: { ...diagnosis, remedy: diagnosis.remedy.map((step) => named(step, record)) },
  });
  return steps.length === 0 ? html`` : html`<h3>What to do</h3><ol>${steps.map(stepItem)}</ol>`;
};

const stepItem = ({ text, command }: Step): Html =>
  html`<li>${text}${command === undefined ? '' : html`<pre tabindex="0">${command}</pre>`}</li>`;

const factsOf = ({ record, quiet, due }: Row, { overview: { at: now }, medium: { zone } }: Known): Html => {
  const { diagnosis, versionId, versionSince, previousVersionId } = record;
  const near = due ?? nearDate(diagnosis);
  const rows: readonly (readonly [string, string] | undefined)[] = [
    ['Confidence', diagnosis.confidence],
    diagnosis.subject === undefined ? undefined : ['Is', outside(diagnosis.subject, 120)],
    near === undefined ? undefined : ['Date', `${momentWords(near.at, now, zone)}, ${SET_BY[near.source]}`],
    near === undefined && !isDated(diagnosis.expiry) ? ['Date', ENDS[diagnosis.expiry]] : undefined,
    quiet && [
      'Quiet',
      `${quiet.what} by ${outside(quiet.by, 60)} until ${momentWords(quiet.until, now, zone)}${quiet.why ? `: ${outside(quiet.why, 200)}` : ''}. Ends early when it gets worse or is rotated.`,
    ],
    ['Version', `${outside(versionId, 64)}, in use since ${utc(versionSince)}`],
    previousVersionId === undefined ? undefined : ['Before', outside(previousVersionId, 64)],
    ['Where', outside(record.ref.source, 300)],
  ];
  return html`<table class="th-rows"><tbody>${rows.flatMap((row) =>
    row === undefined ? [] : [html`<tr><th scope="row">${row[0]}</th><td>${row[1]}</td></tr>`],
  )}</tbody></table>`;
};

const SET_BY = {
  issuer: 'the issuer says so',
  embedded: 'the token itself says so',
  tag: 'the tag token-health:expires-at says so',
  'age-policy': 'your age policy: token-health:max-age-days',
  rotation: 'the rotation of its secret',
} as const;

const ENDS = {
  never: 'never expires',
  unknown: 'nobody says when it expires: token-health:expires-at declares it',
} as const;

const evidenceOf = ({ diagnosis: { evidence } }: TokenRecord): Html =>
  evidence.length === 0
    ? html``
    : html`<h3>Evidence</h3><ul>${evidence.slice(0, 12).map((line) => html`<li>${outside(line, 400)}</li>`)}</ul>`;

const supportLines = (record: TokenRecord): readonly string[] => {
  const { accepted, versionId, refused, doubted, firstSeenAt, diagnosis } = record;
  const { exchange } = diagnosis;
  const since = refused?.since ?? doubted?.since;
  return [
    `first seen: ${utc(firstSeenAt)}`,
    `last accepted: ${accepted?.versionId === versionId ? utc(accepted.lastAt) : 'never (this version)'}`,
    ...(since === undefined ? [] : [`refused since: ${utc(since)}`]),
    ...(exchange === undefined
      ? []
      : [
          `asked: ${outside(exchange.request, 200)}`,
          `answered: ${exchange.status} on ${utc(exchange.at)}${exchange.code === undefined ? '' : `, code ${outside(exchange.code, 60)}`}`,
          ...(exchange.message === undefined ? [] : [`said: ${outside(exchange.message, 200)}`]),
          `request id: ${exchange.requestId === undefined ? 'not given' : outside(exchange.requestId, 100)}`,
        ]),
  ];
};

const docsOf = ({ diagnosis: { docsUrl } }: TokenRecord): Html => {
  const url = safeUrl(docsUrl);
  return url === undefined
    ? html``
    : html`<p><a href="${url}" target="_blank" rel="noopener noreferrer">Documentation of the issuer</a></p>`;
};

const WIDTH = 360;

/** Ninety days, four units a day; where nothing was wrong it is empty. */
const stripSvg = (record: TokenRecord, told: Parameters<typeof stripOf>[1], now: Instant): Html => {
  const stretches = stripOf(record, told, now);
  const at = (moment: Instant): number => Math.round((WIDTH * (moment - (now - STRIP))) / STRIP);
  const known = Math.max(0, at(Math.max(record.firstSeenAt, now - STRIP)));
  const bars = stretches.map(({ from, to, finding }) => {
    const x = at(from);
    return html`<rect class="th-f-${MARKS[finding][1]}" x="${String(x)}" y="2" width="${String(Math.max(2, at(to) - x))}" height="10"></rect>`;
  });
  const words =
    stretches.length === 0
      ? 'nothing was wrong'
      : stretches.map(({ finding, from, to }) => `${wordOf(finding)} ${utc(from)} to ${utc(to)}`).join('; ');
  return html`<svg width="${String(WIDTH)}" height="14" viewBox="0 0 ${String(WIDTH)} 14" role="img" aria-label="${words}"><rect class="th-track" x="${String(known)}" y="5" width="${String(WIDTH - known)}" height="4"></rect>${bars}</svg>`;
};

const happeningWords = (one: Happening): string => {
  switch (one.what) {
    case 'found':
      return 'found for the first time';
    case 'version':
      return `version ${versionWords(one.versionId)} is in use`;
    case 'accepted':
      return `version ${versionWords(one.versionId)} accepted for the first time`;
    case 'told':
      return `told as ${one.told.kind} (${one.told.incident}), version ${versionWords(one.told.versionId)}`;
    case 'quiet': {
      const { quiet, ended, by } = one.entry;
      const who = by === undefined ? 'the monitor' : outside(by, 60);
      return ended === undefined
        ? `${quiet.what} by ${who} until ${utc(quiet.until)}${quiet.why ? `: ${outside(quiet.why, 120)}` : ''}`
        : `no longer ${quiet.what} (${ended}), by ${who}`;
    }
    case 'looked':
      return `a look was asked for by ${outside(one.entry.by, 60)}`;
  }
};
