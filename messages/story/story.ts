import type { Instant } from '../../core/base/time.ts';
import type { Severity } from '../../core/model/alert.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';

/** What the colour of a message says beside its word. */
export type Tone = 'broken' | 'due' | 'note' | 'fine';

/** An address that may be clicked: https, printable, made by us or checked. */
export type Link = { readonly label: 'Secret' | 'Runbook' | 'Docs' | 'Status'; readonly url: string };

/**
 * All that a message says, in the order in which it is read (ux.md part 2). Words from outside are in every text but `word`, `stepsTitle`
 * and `next`: on one line and without an address that a program would link, and still to be escaped for the medium.
 */
export type Story = {
  /** Of the alert, or of all of them together: a repeat carries the same one. */
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly tone: Tone;
  /** `REJECTED`. */
  readonly word: string;
  /** `prod/discord-bot`, or what several have in common. */
  readonly name: string;
  /** Word, name and fact in one line, ASCII, under 100 characters: what a phone shows. */
  readonly preview: string;
  /** The fact that matters most, where it does not stand among the rows. */
  readonly lead?: string;
  /** Who and where. */
  readonly identity: string;
  readonly facts: readonly Row[];
  /** Of several: state, name and fact of each, the worst first. */
  readonly listed: readonly (readonly [state: string, name: string, fact: string])[];
  /** `and 12 more`. */
  readonly rest?: string;
  readonly stepsTitle: 'Do now' | 'What to do';
  readonly steps: readonly Step[];
  readonly changed: readonly Row[];
  /** Fit for a ticket. */
  readonly evidence: readonly string[];
  /** Sentences, the first matters most. */
  readonly next: readonly string[];
  readonly links: readonly Link[];
  /** `field TOKEN`, `123456789012 eu-west-1`. */
  readonly where: readonly string[];
  /** Why you get it. */
  readonly why: string;
  /** `TH-4K7Q2`: joins the messages of one story. Of several that of the first. */
  readonly incident: string;
  /** All that it tells of, with whether it ends them: what a pager is told. */
  readonly incidents: readonly { readonly id: string; readonly ends: boolean }[];
  readonly at: Instant;
};

/** What most notices have in common: no owner, no links, nothing listed. */
export type SharedParts = Omit<
  Story,
  'tone' | 'word' | 'name' | 'preview' | 'lead' | 'identity' | 'facts' | 'rest' | 'steps' | 'next'
>;
