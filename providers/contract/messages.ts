import * as z from 'zod';
import { CAUSES, REASONS } from '../../core/model/verdict.ts';
import { kindId } from './kind.ts';
import { line, link, statuses, step, steps } from './text.ts';

const WORDS = 'write words of the message as they are said; * stands for what is put in there';

/** What could not be confirmed, said to a reader. */
const unsure = line('write what could not be confirmed, in a sentence', 300);

/** At least four letters that are said in any case: less is in every text. */
const phrase = z
  .string(WORDS)
  .max(400, WORDS)
  .refine((text) => text.replace(/[^\p{L}\p{N}]/gu, '').length >= 4, WORDS);

const phrases = z.array(phrase, WORDS).min(1, WORDS).max(20);

const CODE = 'write a code of the message, such as 50014 or invalid_grant';

const code = z.union([z.int(CODE), z.string(CODE).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,60}$/, CODE)], CODE);

const WEIGHT = 'write how often it is this, as a share of all: 1 to 100';

const CAUSE = `write causes with their weights, such as {revoked: 5, unrecognised: 3}; causes are none, ${CAUSES.join(', ')}`;

export const message = z
  .strictObject({
    id: kindId,
    says: phrases.exactOptional().describe('Words of it, one of which must be there.'),
    unless: phrases.exactOptional().describe('Words none of which may be there.'),
    codes: z.array(code, CODE).min(1, CODE).max(20).exactOptional().describe('Codes, one of which must be told.'),
    status: statuses.exactOptional().describe('Where a status is told, it is one of these.'),
    shared: z
      .literal(true)
      .exactOptional()
      .describe('Others say the same words: it counts only where the issuer is known.'),
    decides: z
      .literal(true)
      .exactOptional()
      .describe('It says why, where other lines of the same error only say that.'),
    provider: kindId.exactOptional().describe('Whose token it is about, where that is not the issuer of the file.'),
    causes: z
      .partialRecord(z.enum(['none', ...CAUSES], CAUSE), z.number(WEIGHT).positive(WEIGHT).max(100, WEIGHT), CAUSE)
      .refine((all) => Object.keys(all).length > 0, CAUSE)
      .describe('none: the token is not the matter.'),
    reason: z.enum(REASONS).exactOptional().describe('The nearer word for the likeliest cause.'),
    means: line('write what it means, in one or two sentences', 400),
    check: step.exactOptional().describe('What to look at first.'),
    do: steps,
    settle: line('write what would tell the causes apart', 300).exactOptional(),
    isNot: line('write what it is often taken for, and is not', 300).exactOptional(),
    docs: link.exactOptional(),
    source: line('write where this was read: file, page or issue', 400).exactOptional(),
    unsure: unsure.exactOptional().describe('What of it could not be confirmed.'),
    examples: z
      .array(z.string().min(4).max(2000), 'write at least one text as people paste it')
      .min(1, 'write at least one text as people paste it')
      .describe('Texts as people paste them: each must be read as this message.'),
  })
  .refine(
    ({ says, codes }) => says !== undefined || codes !== undefined,
    'write says or codes: something must tell it',
  );

/** What one program, library or issuer says: a file of YAML. */
export const messagesFile = z.strictObject({
  from: line('write who says it, as people call it: discord.py', 80),
  provider: kindId.exactOptional().describe('Whose tokens it is about: an issuer of the catalogue.'),
  marks: phrases.exactOptional().describe('Words that tell that a text comes from there.'),
  general: z
    .enum(['standard', 'anybody'])
    .exactOptional()
    .describe('Words of a standard, or such that anybody may say: those of an issuer or a library go before.'),
  docs: link.describe('The page to read on, where a message has none of its own.'),
  sources: z.array(line('write where it was read', 400)).min(1, 'write where it was read'),
  unsure: z
    .array(unsure, 'write a list of sentences')
    .min(1, 'write at least one, or leave it away')
    .exactOptional()
    .describe('What could not be confirmed of several of its messages.'),
  messages: z.array(message).min(1).max(80),
});

export type MessagesText = z.infer<typeof messagesFile>;
export type MessageText = z.infer<typeof message>;
