import { createHash } from 'node:crypto';
import type { Telling } from '../../core/model/notice.ts';
import { renderEmail } from '../email/email.ts';
import { letterOf } from './letter.ts';
import { page } from './page.ts';

/** A mail without its addresses, which are the channel's. */
export type Mail = {
  /** ASCII, one line, at most 99 characters: as by SNS. */
  readonly subject: string;
  /** ASCII, lines of at most 72 columns: as by SNS. */
  readonly text: string;
  readonly html: string;
  /** Stable: made of the alert's id. */
  readonly key: string;
  /** `TH-4K7Q2`: the stories that it belongs to, its own first. */
  readonly incidents: readonly string[];
  /** When it was decided: `Mon, 23 Nov 2026 09:00:00 +0000`. */
  readonly date: string;
};

/** One message joins so many stories at most; all that is told of a first sight are its own. */
const MOST_INCIDENTS = 20;

/** Depends on the telling alone, so that a repeat reads the same. */
export const renderMail = (telling: Telling): Mail => {
  const letter = letterOf(telling);
  const { subject, text } = renderEmail(telling);
  const all = [letter.incident, ...letter.incidents.map(({ id }) => id)].map(idPart);
  return {
    subject,
    text,
    html: page(subject, letter),
    key: createHash('sha256').update(letter.id).digest('hex').slice(0, 32),
    incidents: [...new Set(all)].slice(0, MOST_INCIDENTS),
    date: new Date(letter.at).toUTCString().replace('GMT', '+0000'),
  };
};

/** What may stand in a message id (RFC 5322 section 3.6.4). */
const idPart = (incident: string): string => incident.replace(/[^A-Za-z0-9-]/g, '').slice(0, 32) || 'TH';
