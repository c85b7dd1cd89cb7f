/** Line drawings on a grid of 24, two units thick where they matter. */
const drawings = {
  key: 'M14.5 9.5a5 5 0 1 0-4.2 4.9L12 16h2.5v2.5H17V21h4v-3.6l-6.8-6.8c.2-.4.3-.7.3-1.1ZM8.5 8.5h.01',
  mail: 'M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5',
  folder: 'M3 18.5v-13h6l2.2 2.5H21v10.5z',
  follow: 'M4 6h10M4 12h7M4 18h5M19 20l2 2M16.5 20.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  learn: 'M12 6.5C10 5 7 4.5 3.5 4.5v13.5c3.5 0 6.5 .5 8.5 2 2-1.5 5-2 8.5-2V4.5C17 4.5 14 5 12 6.5zm0 0V20',
  phone:
    'M6.5 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3c0 1.5-1 3-3 3C9.5 20.5 3.5 14 3.5 6.5c0-2 1.5-3 3-3z',
  check: 'M4.5 12.5l5 5 10-11',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5h.01',
  alert: 'M12 3.5 22 20.5H2zM12 10v5M12 17.7h.01',
  arrow: 'M4.5 12h15M13.5 6l6 6-6 6',
  lock: 'M5.5 10.5h13v10h-13zM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  laptop: 'M5 5h14v10.5H5zM2.5 19h19',
  devices: 'M3 4.5h12v4M3 4.5v10h8M7 18.5h4M14 11h7v10h-7zM17.5 18h.01',
  cloud: 'M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5 3.8 3.8 0 0 1-.5 7.5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20.5c.8-4 4-6 8-6s7.2 2 8 6',
  eye: 'M2.5 12C4.5 8 8 5.5 12 5.5S19.5 8 21.5 12c-2 4-5.5 6.5-9.5 6.5S4.5 16 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  globe:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z',
} as const;

export type IconName = keyof typeof drawings;

/** A drawing beside words that say the same: never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
