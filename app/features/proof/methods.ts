import type { ProofMethod } from '../../../server/contract.ts';

export const methods = ['code', 'colleague', 'phone'] as const satisfies ProofMethod[];

/** The page of each further proof. */
export const pageOf: Readonly<Record<ProofMethod, string>> = {
  code: '/recover/proof/code',
  colleague: '/recover/proof/colleague',
  phone: '/recover/phone',
};
