import type { Alert } from '../../core/model/alert.ts';
import { type Step, stepsOf, stepsTitle } from '../words/steps.ts';
import { code, foreign, inCode, link } from './markup.ts';

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
  const links: [label: string, made: string][] = [];
  const words = text.replace(ADDRESS, (url) => {
    const bare = url.replace(/[.,;:)\]]+$/, '');
    const label = /^https:\/\/(?:www\.)?([a-z0-9.-]+)/i.exec(bare)?.[1] ?? '';
    const made = link(bare, label);
    if (made !== undefined) links.push([label, made]);
    return made === undefined ? url : label + url.slice(bare.length);
  });
  const linked = links.reduce((line, [label, made]) => line.replace(label, () => made), foreign(sentences(words), 400));
  return [linked, ...commandPart(command, alert)].join(' ');
};

const commandPart = (command: string | undefined, alert: Alert): readonly string[] => {
  if (command === undefined || (rollsBack(alert) && command.length > MAX_COMMAND)) return [];
  return [command.length <= MAX_COMMAND ? code(command) : '(command: see the mail)'];
};

/** Whole sentences, or parts of one before a colon, as far as they fit; else cut between words. The mail has all of it. */
const sentences = (text: string): string => {
  if (text.length <= MAX_STEP) return text;
  const room = text.slice(0, MAX_STEP);
  const whole = /^.{30,}[.!:;](?= )/.exec(room)?.[0];
  if (whole === undefined) return `${room.slice(0, -1).replace(/ \S*$/, '')}…`;
  return /[.!]$/.test(whole) ? whole : `${whole.slice(0, -1)}…`;
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

const fence = (text: string): string => `\`\`\`${inCode(text, 1500)}\`\`\``;
