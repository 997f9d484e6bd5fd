import type { Judgement } from '../model/diagnosis.ts';
import type { Expiry } from '../model/expiry.ts';
import type { Confidence } from '../model/verdict.ts';
import type { Advice } from './remedy.ts';

/** What would settle a cause that is only likely, and which other one it may be. Undefined where nothing is open. */
export const settleOf = (
  judgement: Judgement,
  confidence: Confidence,
  { providerName: issuer }: Pick<Advice, 'providerName'>,
  expiry: Expiry,
): string | undefined => {
  if (confidence === 'certain') return undefined;
  if (judgement.verdict === 'expired')
    return `the page of the token at ${issuer}: it tells the date that holds; gone from it means revoked`;
  return judgement.verdict === 'rejected' ? rejected(judgement, issuer, expiry) : undefined;
};

const rejected = ({ cause }: Rejected, issuer: string, expiry: Expiry): string => {
  switch (cause) {
    case 'revoked':
      return `the page of the token at ${issuer}, or its audit log: gone means revoked${expiry === 'unknown' ? ', a past date means expired' : ''}, still active means that the account or the value is another one`;
    case 'unrecognised':
      return `the page of the token at ${issuer}: not there means deleted or of another account, there means that another or a damaged value was stored`;
    case 'bad-rotation':
      return `whoever stored the new version: what ${issuer} gave, whole and for this account, and whether the one before was ended on purpose`;
    case 'malformed':
    case 'wrong-provider':
    case 'account-disabled':
      return `the value as ${issuer} shows it, beside the one that is stored: length and first letters`;
  }
};

type Rejected = Extract<Judgement, { verdict: 'rejected' }>;
