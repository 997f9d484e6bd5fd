import { context, type SlackMessage } from './markup.ts';

/**
 * A message that calls somebody: `here`, `channel`, a member (`@U012ABCDEF`) or a user group (`S012ABCDEF`), by our own settings and never
 * by words of an alert. It stands before the blocks, and behind the preview, whose first words are the finding's
 * (docs.slack.dev/messaging/formatting-message-text, Mentioning).
 */
export const mentioning = (message: SlackMessage, whom: string | undefined): SlackMessage => {
  if (whom === undefined) return message;
  const mark = markOf(whom);
  return { ...message, text: `${message.text} ${mark}`, blocks: [context(mark), ...message.blocks] };
};

const markOf = (whom: string): string => {
  if (whom === 'here' || whom === 'channel') return `<!${whom}>`;
  return whom.startsWith('S') ? `<!subteam^${whom}>` : `<@${whom.replace('@', '')}>`;
};
