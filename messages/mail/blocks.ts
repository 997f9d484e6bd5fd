import { type Html, html, lines } from '../html/html.ts';
import type { Link, Story, Tone } from '../story/story.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';
import { link, linked } from './markup.ts';
import { STYLES, toned } from './styles.ts';

const SHAPES: Readonly<Record<Tone, string>> = { broken: '✕', due: '!', note: '?', fine: '✓' };

/** Before the word of the headline. A first sight asks nothing. */
const shapeOf = ({ kind, tone }: Pick<Story, 'kind' | 'tone'>): string => (kind === 'started' ? '•' : SHAPES[tone]);

/** Shape and word say what the colour says. */
export const headline = (story: Story): Html => html`<div class="t" style="${toned(story.tone)}">
<h1 class="t" style="${STYLES.headline}"><span aria-hidden="true">${shapeOf(story)}</span> ${story.word}<br><span class="n" style="${STYLES.name}">${story.name}</span></h1>
${story.identity === '' ? '' : html`<p class="m" style="${STYLES.identity}">${story.identity}</p>\n`}</div>
`;

export const lead = (text: string | undefined): Html =>
  text === undefined ? html`` : html`<p style="${STYLES.lead}"><b>${text}</b></p>\n`;

/** Label and text, in two columns on the smallest phone too. */
export const table = (rows: readonly Row[]): Html =>
  rows.length === 0 ? html`` : html`<table style="${STYLES.table}"><tbody>\n${rows.map(rowOf)}</tbody></table>\n`;

const rowOf = ([label, text]: Row): Html =>
  html`<tr><th scope="row" class="m" style="${STYLES.label}">${label}</th><td style="${STYLES.cell}">${linked(text)}</td></tr>\n`;

/** Nothing at all when nothing stands below it. */
export const section = (title: string, ...parts: readonly Html[]): Html =>
  parts.every(({ markup }) => markup === '')
    ? html``
    : html`<h2 class="r" style="${STYLES.heading}">${title}</h2>\n${parts}`;

export const listed = (items: Story['listed'], rest = ''): Html =>
  items.length === 0
    ? html``
    : html`<ul style="${STYLES.list}">\n${items.map(itemOf)}</ul>\n${rest === '' ? '' : html`<p style="${STYLES.lead}">${rest}</p>\n`}`;

const itemOf = ([state, name, fact]: Story['listed'][number]): Html =>
  html`<li class="r" style="${STYLES.item}"><b>${state}</b> ${name}<br><span class="m" style="${STYLES.fact}">${fact}</span></li>\n`;

export const steps = (all: readonly Step[]): Html =>
  all.length === 0 ? html`` : html`<ol style="${STYLES.steps}">\n${all.map(stepOf)}</ol>\n`;

const stepOf = ({ text, command }: Step): Html =>
  html`<li style="${STYLES.step}">${linked(text)}${command === undefined ? '' : block([command])}</li>\n`;

/** To be copied: what is too wide goes on below, without a sign that would be copied too. */
export const block = (texts: readonly string[]): Html =>
  texts.length === 0 ? html`` : html`<pre class="k" style="${STYLES.block}">${lines(texts)}</pre>\n`;

export const paragraph = (text: string): Html =>
  text === '' ? html`` : html`<p style="${STYLES.text}">${linked(text)}</p>\n`;

const LABELS: Readonly<Record<Link['label'], string>> = {
  Secret: 'Open the secret in the console',
  Runbook: 'Read the runbook',
  Docs: 'Read the docs',
  Status: 'See the status page',
};

/** Each says where it leads before it is pressed. */
export const links = (all: readonly Link[]): readonly Html[] =>
  all.map(
    ({ label, url }) =>
      html`<p style="${STYLES.row}">${link(url, LABELS[label], STYLES.button)} <span class="m" style="${STYLES.fact}">${hostOf(url)}</span></p>\n`,
  );

const hostOf = (url: string): string => /^https:\/\/([^/?#]+)/.exec(url)?.[1] ?? '';
