import { useMessages } from '../i18n/index.ts';

/** The reference of a request: short, sayable, on every answer that belongs to it. */
export function Reference({ reference }: { reference: string }) {
  const { common } = useMessages();
  return (
    <p className="reference">
      <span>{common.reference}</span> <strong data-reference={reference}>{reference}</strong>{' '}
      <span className="reference-hint">{common.referenceHint}</span>
    </p>
  );
}
