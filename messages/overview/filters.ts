import { STATES } from '../../core/overview/row.ts';
import type { Show, View } from '../../core/overview/view.ts';
import { Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import type { Medium } from './medium.ts';
import { wordOf } from './words.ts';

type Option = readonly [value: string, text: string];

/** Stands in a form for tokens without an owner: an empty value stands for all. */
export const NO_OWNER = '-';

const SHOWS: readonly (readonly [Show, string])[] = [
  ['needs-you', 'needs you'],
  ['soonest', 'the soonest dates'],
  ['all', 'all'],
  ['quiet', 'quiet'],
  ['without-owner', 'without owner'],
  ...STATES.map((state) => [state, wordOf(state)] as const),
];

export const filters = (view: View, { move, names }: Medium): Html => {
  if (move === undefined) return html``;
  const { wish, owners, providers } = view;
  const chosenOwner = wish.owner === '' ? NO_OWNER : (wish.owner ?? '');
  const fields = html`${choice('owner', 'Owner', chosenOwner, [
    ['', 'all'],
    ...owners.map((owner): Option => (owner === '' ? [NO_OWNER, 'no owner'] : [owner, outside(owner, 60)])),
  ])}${choice('provider', 'Issuer', wish.provider ?? '', [
    ['', 'all'],
    ...providers.map((id): Option => [id, outside(names.provider(id), 60)]),
  ])}${choice('show', 'Show', wish.show, SHOWS)}<label>Find<input name="find" type="search" maxlength="100" value="${wish.find ?? ''}"></label>`;
  return move.filter(fields);
};

const choice = (name: string, label: string, chosen: string, options: readonly Option[]): Html =>
  html`<label>${label}<select name="${name}">${options.map(
    ([value, text]) => html`<option value="${value}"${value === chosen ? SELECTED : ''}>${text}</option>`,
  )}</select></label>`;

const SELECTED = new Html(' selected');
