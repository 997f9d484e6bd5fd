import { plain } from '../../core/base/text.ts';
import { span, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { timeBeside } from './cause.ts';
import { outside } from './facts.ts';
import { type Row, safeUrl } from './where.ts';

/** What is known of the change, for whoever looks for its reason; what is not known has no row. */
export const changeRows = (alert: Alert): readonly Row[] => {
  const { settle } = alert.diagnosis;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Secret', changedLine(alert)],
    ['Others', besideLine(alert)],
    ['Settles it', settle && outside(settle, 300)],
    ['Status', statusLine(alert)],
  ];
  return rows.flatMap(([label, text]): readonly Row[] => (text ? [[label, text]] : []));
};

/** When this version was stored, by whom, and how long before it was refused: only where that is near enough to be the reason. */
const changedLine = (alert: Alert): string | undefined => {
  const { versionStoredAt: stored, changedBy, refusedSince, lastAcceptedAt, diagnosis } = alert;
  if (!isDeath(alert) || stored === undefined) return undefined;
  const by = changedBy === undefined ? '' : `, by ${outside(changedBy, 200)}`;
  const since = refusedSince ?? alert.at;
  if (lastAcceptedAt !== undefined && lastAcceptedAt > stored)
    return `nothing in the secret: this version has been there since ${utc(stored)}`;
  // A value that cannot be the token was never sent, and nobody refused it.
  const before = diagnosis.exchange && since > stored ? `, ${span(since - stored)} before the first refusal` : '';
  return `this version was stored ${timeBeside(stored, alert.at)}${by}${before}`;
};

/** What the issuer said of its other tokens in the same look, and which of them changed too. */
const besideLine = ({ beside }: Alert): string | undefined => {
  if (beside === undefined) return undefined;
  const { accepted, refused, changed } = beside;
  const counts = `${accepted} of ${accepted + refused} other tokens of this issuer accepted in the same look`;
  if (changed.length === 0) return accepted + refused === 0 ? undefined : counts;
  const names = changed.map(({ label, how }) => `${outside(label, 80)} (${how})`).join(', ');
  return `${accepted + refused === 0 ? '' : `${counts}; `}changed within the hour too: ${names}`;
};

/** Where to look whether the issuer has trouble: worth a look while nobody knows why. */
const statusLine = (alert: Alert): string | undefined =>
  isDeath(alert) && alert.diagnosis.confidence === 'likely' ? safeUrl(alert.statusPage) : undefined;

const isDeath = ({ kind }: Alert): boolean => kind === 'rejected' || kind === 'expired';

/** What a support desk asks for besides the answer: when it began, when it last worked, who asked. Ready to paste, no value. */
export const supportLines = (alert: Alert): readonly string[] => {
  const { exchange } = alert.diagnosis;
  if (!isDeath(alert) || exchange === undefined) return [];
  const accepted = alert.lastAcceptedAt === undefined ? 'never seen' : utc(alert.lastAcceptedAt);
  return [
    `Began ${utc(alert.refusedSince ?? exchange.at)}, last accepted ${accepted}`,
    ...(alert.askedAs === undefined ? [] : [`Asked as ${plain(alert.askedAs, 100)}`]),
  ];
};
