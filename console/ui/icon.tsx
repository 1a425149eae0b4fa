/** The paths of the icons, on a square of 24 units, drawn with lines. */
const paths = {
  today: 'M5 5h14v15H5zM5 10h14M9 3v4M15 3v4',
  history: 'M12 7v5l3 2M4 12a8 8 0 1 0 3-6.2M4 4v4h4',
  exercises: 'M4 9v6M7 6v12M17 6v12M20 9v6M7 12h10',
  plans: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  progress: 'M4 19h16M6 15l4-5 3 3 5-7',
  body: 'M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M8 11h8l-1 9H9z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 5v4M8 15v4',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 13l4 4L19 7',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  next: 'M9 6l6 6-6 6',
  back: 'M15 6l-6 6 6 6',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M16 16l4 4',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  offline: 'M4 4l16 16M8 18h9a4 4 0 0 0 1.7-7.6M7 8.5A5 5 0 0 0 7 18',
  timer: 'M12 8v5l3 2M12 5a8 8 0 1 0 0 16 8 8 0 0 0 0-16M9 2h6',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  roster: 'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 20c0-4 3-6 6-6s6 2 6 6M16 6a3 3 0 0 1 0 5M17 14c2 .5 4 2 4 6',
  coaching: 'M8 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 19c0-4 2-6 5-6s5 2 5 6M14 8h7M14 12h5M16 16l2 2 4-4',
  admin: 'M12 3l7 3v6c0 5-4 8-7 9-3-1-7-4-7-9V6z',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside a text or in a button with a name. Screen readers skip it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
