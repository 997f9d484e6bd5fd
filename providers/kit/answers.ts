import type { Answer } from '../../core/model/answer.ts';
import type { Reason } from '../../core/model/verdict.ts';
import type { AnswerText } from '../contract/answers.ts';
import type { AnswerRule, Reading } from '../provider.ts';
import { expectOf, mapped, slashedPattern } from './match.ts';
import { expiryBy, listBy } from './reading.ts';
import { renewableVault } from './vault.ts';

/** A rule as it is read: patterns compiled, places made into readers. */
export const ruleOf = (said: AnswerText): AnswerRule => {
  const { body, header, text } = said;
  const where = {
    status: said.status,
    ...('proof' in said && said.proof && { proof: said.proof }),
    ...(body && { body: mapped(body, expectOf) }),
    ...(header && { header: mapped(header, slashedPattern) }),
    ...(text !== undefined && { text: slashedPattern(text) }),
  };
  // The contract has seen to the proof: what is missing here is missing in no description.
  return { ...where, ...sayingOf(said) } as AnswerRule;
};

const sayingOf = (said: AnswerText): object => {
  switch (said.say) {
    case 'accepted':
      return { say: said.say, reading: readingOf(said) };
    case 'lacking':
      return { say: said.say, lacking: lackingOf(said), ...reasonOf(said) };
    case 'refused':
      return { say: said.say, ...(said.meaning && { meaning: said.meaning }) };
    case 'ambiguous':
      return { say: said.say, otherwise: said.otherwise, settle: said.settle };
    case 'misconfigured':
      return { say: said.say, detail: said.detail, remedy: said.remedy, ...reasonOf(said) };
    case 'unanswered':
      return {
        say: said.say,
        why: said.why,
        detail: said.detail,
        ...(said.remedy && { remedy: said.remedy }),
        ...reasonOf(said),
      };
  }
};

const reasonOf = ({ reason }: Pick<Extract<AnswerText, { say: 'lacking' }>, 'reason'>): { readonly reason?: Reason } =>
  reason === undefined ? {} : { reason };

const readingOf = (said: Extract<AnswerText, { say: 'accepted' }>): Reading => ({
  ...(said.subject !== undefined && { subject: said.subject }),
  ...(said.scopes !== undefined && { scopes: listBy(said.scopes) }),
  ...(said.expiry !== undefined && { expiry: expiryBy(said.expiry) }),
  ...(said.renewable !== undefined && { renewable: renewableVault }),
  ...(said.uses !== undefined && { uses: said.uses }),
});

/** As many names as a message can hold. */
const MOST = 20;

const lackingOf = ({ lacks, lacksAt }: Extract<AnswerText, { say: 'lacking' }>) => {
  const named = lacksAt === undefined ? undefined : listBy(lacksAt);
  return (answer: Answer): readonly string[] => {
    const found = named?.(answer) ?? [];
    return found.length > 0 ? found.slice(0, MOST) : lacks;
  };
};
