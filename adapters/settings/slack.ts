import * as z from 'zod';

const SAY = {
  channel: "write the channel's id, such as C0123ABCDEF: in Slack, the channel's name > About, at the end",
  mention:
    'write "here", "channel", a member such as "@U012ABCDEF" or a user group such as "S012ABCDEF"; ids are in the profile > Copy member ID, and in the address of the group',
} as const;

/** By its id: a name can be given to another channel. */
export const slackChannel = z.string(SAY.channel).regex(/^[CGD][A-Z0-9]{5,20}$/, SAY.channel);

const slackMention = z
  .string(SAY.mention)
  .regex(/^(?:here|channel|@?[UW][A-Z0-9]{5,20}|S[A-Z0-9]{5,20})$/, SAY.mention);

const bySeverity = <T extends z.ZodType>(one: T) =>
  z.strictObject({ page: one.optional(), warn: one.optional(), note: one.optional() });

export const slackChannels = bySeverity(slackChannel).describe('Severity decides the channel; without one, `channel`.');

export const slackMentions = bySeverity(slackMention).describe('Severity decides who is called; without one, nobody.');
