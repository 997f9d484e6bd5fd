import type { Message, Origin } from '../../core/explain/message.ts';
import { phraseOf } from '../../core/explain/phrase.ts';
import type { Table } from '../../core/explain/table.ts';
import type { Cause } from '../../core/model/verdict.ts';
import type { MessagesText, MessageText } from '../contract/messages.ts';

/** What is read of a file to explain by it: where it was read, and what proves it, is for its page and its tests. */
export type MessageEntry = Omit<MessageText, 'examples' | 'source' | 'unsure'>;
export type MessagesEntry = Omit<MessagesText, 'sources' | 'unsure' | 'messages'> & {
  readonly messages: readonly MessageEntry[];
};

/** A file of messages as they are looked for. `name` is that of the file, and the first part of every id. */
export const compileMessages = (name: string, file: MessagesEntry): Pick<Table, 'messages' | 'origins'> => ({
  messages: file.messages.map((message) => compiled(message, name, file)),
  origins: [originOf(file)],
});

const originOf = ({ from, provider, marks = [] }: MessagesEntry): Origin => ({
  from,
  ...(provider !== undefined && { provider }),
  marks: marks.map(phraseOf),
});

const compiled = (said: MessageEntry, name: string, file: MessagesEntry): Message => {
  const provider = said.provider ?? file.provider;
  return {
    id: `${name}.${said.id}`,
    from: file.from,
    ...(provider !== undefined && { provider }),
    phrases: (said.says ?? []).map(phraseOf),
    unless: (said.unless ?? []).map(phraseOf),
    codes: (said.codes ?? []).map((code) => String(code).toLowerCase()),
    statuses: said.status === undefined ? [] : [said.status].flat(),
    ...(said.shared && { shared: true }),
    ...(said.decides && { decides: true }),
    ...(file.general && { general: file.general }),
    causes: Object.entries(said.causes).map(([cause, weight]) => ({
      cause: cause === 'none' ? null : (cause as Cause),
      weight,
    })),
    ...(said.reason && { reason: said.reason }),
    means: said.means,
    ...(said.check !== undefined && { check: said.check }),
    remedy: said.do,
    ...(said.settle !== undefined && { settle: said.settle }),
    ...(said.isNot !== undefined && { isNot: said.isNot }),
    docs: said.docs ?? file.docs,
  };
};
