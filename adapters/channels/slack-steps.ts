import type { Alert } from '../../core/alert.ts';
import { code, escapeTo, foreign, link } from './slack-text.ts';
import { type Step, stepsOf, stepsTitle } from './steps.ts';

const MAX_STEP = 90;
const MAX_COMMAND = 60;
const ADDRESS = /https:\/\/[^\s<>"|]+/g;

/** `*Do now*  1. ...`, one line a step; undefined when there is nothing to do. */
export const slackSteps = (alert: Alert): string | undefined => {
  const steps = stepsOf(alert);
  if (steps.length === 0) return undefined;
  const title = stepsTitle(alert) === 'DO NOW' ? 'Do now' : 'What to do';
  const lines = steps.map((step, index) => `${index + 1}. ${stepLine(step, alert)}`);
  return [`*${title}*  ${lines.join('\n')}`, ...rollBack(alert, steps)].join('\n');
};

const stepLine = ({ text, command }: Step, alert: Alert): string => {
  const words = text.replace(ADDRESS, '').replace(/\s+/g, ' ').trim();
  const links = (text.match(ADDRESS) ?? []).flatMap((url) => linkOf(url.replace(/[.,;:)\]]+$/, ''), alert));
  const short = command !== undefined && command.length <= MAX_COMMAND ? [code(command)] : [];
  const elsewhere = command !== undefined && short.length === 0 && !rollsBack(alert) ? ['(command: see the mail)'] : [];
  return [foreign(sentences(words), 4 * MAX_STEP), ...short, ...elsewhere, ...links].join(' ');
};

/** A name can hold an address too: only ours become links. */
const linkOf = (url: string, alert: Alert): readonly string[] => {
  const host = /^https:\/\/([a-z0-9.-]+)/i.exec(url)?.[1];
  const made = host === undefined || alert.ref.name.includes(url) ? undefined : link(url, host);
  return made === undefined ? [] : [made];
};

/** Whole sentences as far as they fit; a longer first one is cut between words. */
const sentences = (text: string): string => {
  if (text.length <= MAX_STEP) return text;
  const fitting = text.slice(0, MAX_STEP + 1).match(/^.*[.!](?= )/)?.[0];
  return fitting ?? `${text.slice(0, MAX_STEP - 1).replace(/ \S*$/, '')}…`;
};

const rollsBack = ({ diagnosis }: Alert): boolean =>
  diagnosis.verdict === 'rejected' && diagnosis.cause === 'bad-rotation';

/** The one long command worth its place: it ends the outage. */
const rollBack = (alert: Alert, steps: readonly Step[]): readonly string[] => {
  const command = rollsBack(alert)
    ? steps.find((step) => (step.command?.length ?? 0) > MAX_COMMAND)?.command
    : undefined;
  return command === undefined ? [] : [fence(command)];
};

const fence = (text: string): string => `\`\`\`${escapeTo(text.replaceAll('`', "'"), 1500)}\`\`\``;
