import { type Instant, utc } from '../../core/base/time.ts';
import type { Quiet, TokenRecord } from '../../core/model/record.ts';
import { labelOf } from '../../messages/digest/rows.ts';
import { type Html, html } from '../../messages/html/html.ts';
import { outside } from '../../messages/words/facts.ts';
import type { Frame } from './asked.ts';
import { framed } from './widget.ts';

/** What came of a press of a button: what `act` of monitor/overview answers, or that it was no order of ours. */
export type Came =
  | { readonly came: 'look begun'; readonly record: TokenRecord }
  | { readonly came: 'too soon'; readonly record: TokenRecord; readonly freeAt: Instant }
  | { readonly came: 'quiet'; readonly record: TokenRecord; readonly quiet: Quiet }
  | { readonly came: 'nothing to be quiet about' | 'past'; readonly record: TokenRecord }
  | { readonly came: 'too far'; readonly record: TokenRecord; readonly furthest: Instant }
  | { readonly came: 'sweep begun' }
  | { readonly came: 'swept a moment ago'; readonly freeAt: Instant }
  | { readonly came: 'unknown token' }
  | { readonly came: 'no order' };

export const tellCame = (frame: Frame, came: Came): string => framed(frame, html`<p>${words(came)}</p>`);

const words = (came: Came): Html | string => {
  switch (came.came) {
    case 'look begun':
      return html`<b>${nameOf(came)} is being looked at.</b> What its issuer says is in the table within a minute: refresh the dashboard.`;
    case 'too soon':
      return html`${nameOf(came)} was asked about a moment ago. Issuers block addresses that repeat a refused token, so it may be asked about again from <b>${utc(came.freeAt)}</b>.`;
    case 'quiet':
      return html`<b>${nameOf(came)} is quiet until ${utc(came.quiet.until)}</b>, asked for by ${outside(came.quiet.by, 120)}. It ends early when it gets worse or is rotated; token-health unsnooze takes it back.`;
    case 'nothing to be quiet about':
      return html`Nothing of ${nameOf(came)} was told, so there is nothing to be quiet about.`;
    case 'too far':
      return html`That is too far: at most until ${utc(came.furthest)}.`;
    case 'past':
      return 'That moment has passed: refresh the dashboard and choose again.';
    case 'sweep begun':
      return 'A sweep has begun. Its tokens are in the table within minutes: refresh the dashboard.';
    case 'swept a moment ago':
      return html`A sweep was begun a moment ago; another may be from ${utc(came.freeAt)}.`;
    case 'unknown token':
      return 'This token is not watched any more: refresh the dashboard.';
    case 'no order':
      return 'This was not understood. Nothing was done: refresh the dashboard and press again.';
  }
};

const nameOf = ({ record }: { readonly record: TokenRecord }): string => labelOf(record.ref);

/** `error` is a name alone: what AWS says may quote what was sent. */
export const tellTrouble = (frame: Frame, tried: string, error: string, requestId: string): string =>
  framed(
    frame,
    html`<p class="th-banner th-b-broken"><b class="th-t-broken">✕ ${tried}.</b> AWS says ${outside(error, 100)}; request id ${outside(requestId, 60)}. What the function may do is in its role; its log says more. Nothing is known of the tokens from this: the monitor itself goes on.</p>`,
  );
