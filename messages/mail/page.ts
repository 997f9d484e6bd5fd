import { Html, html } from '../html/html.ts';
import { block, headline, lead, links, listed, paragraph, section, steps, table } from './blocks.ts';
import type { Letter } from './letter.ts';
import { darkSheet, STYLES } from './styles.ts';

/**
 * The page of a mail, in the order in which somebody woken at night needs it. It asks for nothing from outside: no image, no font, no
 * script. Under the 102 KB beyond which Gmail hides the rest.
 */
export const page = (title: string, letter: Letter): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${title}</title>
<style>${new Html(darkSheet(letter.tone))}</style>
</head>
<body class="p" style="${STYLES.body}">
<div style="${STYLES.hidden}">${glance(letter)}</div>
<div class="p" style="${STYLES.page}">
${headline(letter)}${lead(letter.lead)}${table(letter.facts)}${sections(letter)}${foot(letter)}</div>
</body>
</html>
`.markup;

/** What an inbox shows below the subject: the fact, which the subject may have had no room for, and what follows from it. */
const glance = ({ fact, facts }: Letter): string => {
  const impact = facts.find(([label]) => label === 'Impact')?.[1];
  return [fact, impact].filter((part) => part).join('. ');
};

const sections = (letter: Letter): readonly Html[] => [
  section('Which', listed(letter.listed, letter.rest)),
  section(letter.stepsTitle, steps(letter.steps)),
  section('What changed', table(letter.changed)),
  section('Evidence (safe to paste into a ticket)', block(letter.evidence)),
  section('What happens next', paragraph(letter.next.join(' ')), ...silence(letter)),
  section('Where', table(letter.rows), ...links(letter.links)),
];

const silence = ({ quiet }: Letter): readonly Html[] =>
  quiet === undefined ? [] : [paragraph(`Quiet until ${quiet.until}:`), block([quiet.command])];

const foot = ({ reason, incident, schema, id }: Letter): Html =>
  html`<p class="m r" style="${STYLES.foot}">${reason} Incident ${incident}, schema ${String(schema)}.<br>Alert ${id}</p>\n`;
