import { utc } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Came } from '../../core/overview/came.ts';
import { labelOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';

/** As core has it; and on this machine a look has its answer at once, or cannot be had, and a button may be none of ours. */
export type Answered =
  | Came
  | { readonly came: 'looked'; readonly record: TokenRecord }
  | { readonly came: 'cannot look'; readonly record: TokenRecord; readonly why: string; readonly remedy: string }
  | { readonly came: 'no order' };

/** A dashboard shows what was before until somebody refreshes it; a page shows what is new by itself. */
export type Place = 'dashboard' | 'page';

export const answerWords = (came: Answered, place: Place): Html => {
  const refresh = place === 'dashboard' ? ': refresh the dashboard' : '';
  switch (came.came) {
    case 'look begun':
      return html`<b>${nameOf(came)} is being looked at.</b> What its issuer says is in the table within a minute${refresh}.`;
    case 'looked':
      return html`<b>${nameOf(came)} was looked at: ${came.record.diagnosis.verdict}.</b>`;
    case 'cannot look':
      return html`<b>${nameOf(came)} could not be looked at:</b> ${came.why}. To do: ${came.remedy}`;
    case 'too soon':
      return html`${nameOf(came)} was asked about a moment ago. Issuers block addresses that repeat a refused token, so it may be asked about again from <b>${utc(came.freeAt)}</b>.`;
    case 'quiet':
      return html`<b>${nameOf(came)} is quiet until ${utc(came.quiet.until)}</b>, asked for by ${outside(came.quiet.by, 120)}. It ends early when it gets worse or is rotated; token-health unsnooze takes it back.`;
    case 'nothing to be quiet about':
      return html`Nothing of ${nameOf(came)} was told, so there is nothing to be quiet about.`;
    case 'too far':
      return html`That is too far: at most until ${utc(came.furthest)}.`;
    case 'past':
      return html`That moment has passed${place === 'dashboard' ? ': refresh the dashboard and choose again' : ': choose again'}.`;
    case 'sweep begun':
      return html`A sweep has begun. Its tokens are in the table within minutes${refresh}.`;
    case 'swept a moment ago':
      return html`A sweep was begun a moment ago; another may be from ${utc(came.freeAt)}.`;
    case 'unknown token':
      return html`This token is not watched any more${refresh}.`;
    case 'no order':
      return html`This was not understood. Nothing was done: ${place === 'dashboard' ? 'refresh the dashboard' : 'reload the page'} and press again.`;
  }
};

/** Done, or begun: nothing more is to be done by who pressed. */
export const wentWell = ({ came }: Answered): boolean =>
  came === 'look begun' || came === 'looked' || came === 'quiet' || came === 'sweep begun';

const nameOf = ({ record }: { readonly record: TokenRecord }): string => labelOf(record.ref);
