import * as z from 'zod';

const SAY = {
  address: 'write one address in ASCII, such as ops@example.org (a domain of other letters in its xn-- form)',
  sender: 'write an address that SES has verified, such as alerts@example.org or Token Health <alerts@example.org>',
} as const;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`);

/** What SES takes, and nothing that could end a line or begin another address (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html). */
export const mailAddress = z.string(SAY.address).regex(ADDRESS, SAY.address);

const SENDER = /^(?:(?<name>[^<>\p{C}]{1,64}?) ?<(?<inside>[^<>]+)>|(?<bare>[^<>]+))$/u;

export type Sender = { readonly name?: string; readonly address: string };

const read = (text: string): Sender => {
  const { name, inside, bare } = SENDER.exec(text)?.groups ?? {};
  return { ...(name !== undefined && { name }), address: inside ?? bare ?? '' };
};

export const mailSender = z.string(SAY.sender).refine((text) => ADDRESS.test(read(text).address), SAY.sender);

/** Of what `mailSender` took. */
export const senderOf = (text: string): Sender => read(text);
