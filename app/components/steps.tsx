import { useMessages } from '../i18n/index.ts';

/** Where one is on the way: "Step 1 of 3", in words and as a line. */
export function Steps({ current, names }: { current: number; names: readonly string[] }) {
  const { steps } = useMessages().common;
  return (
    <div className="steps">
      <p>
        <strong>{steps.position(current, names.length)}</strong> <span>{names[current - 1]}</span>
      </p>
      <ol aria-hidden="true">
        {names.map((name, index) => (
          <li
            key={name}
            data-state={index + 1 < current ? 'past' : index + 1 === current ? 'here' : 'next'}
          />
        ))}
      </ol>
    </div>
  );
}
