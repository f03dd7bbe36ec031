/** The drawings of the house: 24 × 24, one stroke, drawn for this product. */
const drawings = {
  home: 'M3.5 11 12 4l8.5 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20.5 20.5',
  bell: 'M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10M10 19.5a2.2 2.2 0 0 0 4 0',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.5 20.5c.6-4 3.6-5.5 7.5-5.5s6.9 1.5 7.5 5.5',
  people:
    'M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M2.5 19.5c.5-3.5 3-5 6.5-5s6 1.5 6.5 5M15.5 5a3.3 3.3 0 0 1 0 6.2M18 14.8c2 .7 3.2 2.2 3.5 4.7',
  help: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M9.5 9.5A2.5 2.5 0 1 1 13.3 11.7c-.9.5-1.3 1-1.3 2.1M12 17v.1',
  signOut: 'M14 4.5H5.5v15H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  signIn: 'M10 4.5h8.5v15H10M3.5 12H14M10.5 8.5 14 12l-3.5 3.5',
  tools:
    'M14.5 6.5a4 4 0 0 1 5-2.8L16.8 6.4l.8 2 2 .8 1.5-2.7a4 4 0 0 1-5.5 4.6L8 19a2 2 0 0 1-3-3l7.9-7.6M4 4l3 1 2.5 3',
  tray: 'M3.5 17.5h17M5 17.5a7 7 0 0 1 14 0M12 10.5V8M10 8h4M3.5 20h17',
  book: 'M12 6.5C10 5 7 4.5 3.5 4.5V18c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.5C17 4.5 14 5 12 6.5M12 6.5V20',
  inbox: 'M3.5 13.5 6.5 4.5h11l3 9v6h-17ZM3.5 13.5H9c0 1.7 1.3 3 3 3s3-1.3 3-3h5.5',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4M9 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4',
  check: 'M4.5 12.5 10 18 19.5 7',
  checkCircle: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M8 12.3l3 3 5-6',
  crossCircle: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M9 9l6 6M15 9l-6 6',
  cross: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 7.5V12l3.2 2',
  hourglass:
    'M6.5 3.5h11M6.5 20.5h11M8 3.5c0 5 2.5 6 4 8.5-1.5 2.5-4 3.5-4 8.5M16 3.5c0 5-2.5 6-4 8.5 1.5 2.5 4 3.5 4 8.5',
  pause: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M10 9v6M14 9v6',
  play: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M10.5 8.7v6.6l5-3.3Z',
  progress: 'M20.5 12A8.5 8.5 0 1 1 12 3.5M12 7.5V12l3 2M15.5 4.2l.1 0M18.6 6.6l.1.1M20.2 9.6v.1',
  question: 'M4 4.5h16v12h-8L7.5 20v-3.5H4ZM10 9a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M12 14v.1',
  archive: 'M3.5 5h17v4h-17ZM5 9v10.5h14V9M9.5 13h5',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 11v5.5M12 7.5v.1',
  warning: 'M12 4 2.8 19.8h18.4ZM12 10v5M12 17.3v.1',
  danger: 'M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7ZM12 8v5M12 16v.1',
  lock: 'M5.5 10.5h13v9.5h-13ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2',
  eyeOff:
    'M4 4l16 16M9.9 5.8A9.5 9.5 0 0 1 12 5.5c5 0 8.5 4.5 9 6.5-.2.9-1.1 2.4-2.6 3.7M6.3 7.9C4.3 9.3 3.2 11 3 12c.5 2 4 6.5 9 6.5 1.5 0 2.9-.4 4.1-1M10 10.3a2.7 2.7 0 0 0 3.7 3.7',
  reply: 'M4 4.5h16v12h-8L7.5 20v-3.5H4Z',
  send: 'M3.5 4.5 21 12 3.5 19.5 6 12ZM6 12h7',
  note: 'M5 3.5h14v11l-5.5 6H5ZM13.5 20.5v-6H19M8.5 8h7M8.5 11.5h4',
  clip: 'M19.5 11.5 12 19a4.6 4.6 0 0 1-6.5-6.5L13.5 4.5a3.1 3.1 0 0 1 4.4 4.4L10.2 16.6a1.5 1.5 0 0 1-2.2-2.2L14.5 8',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  arrowLeft: 'M20 12H4.5M10.5 6l-6 6 6 6',
  arrowRight: 'M4 12h15.5M13.5 6l6 6-6 6',
  chevronLeft: 'M14.5 5.5 8 12l6.5 6.5',
  chevronRight: 'M9.5 5.5 16 12l-6.5 6.5',
  chevronDown: 'M5.5 9.5 12 16l6.5-6.5',
  sortNone: 'M8 10l4-4.5 4 4.5M8 14l4 4.5 4-4.5',
  sortUp: 'M12 19V5.5M6.5 11 12 5.5l5.5 5.5',
  sortDown: 'M12 5v13.5M6.5 13 12 18.5l5.5-5.5',
  print: 'M7 8.5v-5h10v5M7 16.5H3.5v-8h17v8H17M7 13.5h10v7H7Z',
  copy: 'M8.5 8.5h11v11h-11ZM15.5 8.5v-4h-11v11h4',
  hand: 'M7 12.5V6.3a1.4 1.4 0 0 1 2.8 0V11m0-.5V4.9a1.4 1.4 0 0 1 2.8 0V11m0-4.6a1.4 1.4 0 0 1 2.8 0V12m0-3.1a1.4 1.4 0 0 1 2.8 0v5.1c0 4-2.2 6.5-5.7 6.5-3 0-4.4-1.5-6-4.3L4.3 12.6c-.6-1.2 1-2.2 1.9-1.1L7 12.5',
  swap: 'M4 8.5h15M15.5 5 19 8.5 15.5 12M20 15.5H5M8.5 12 5 15.5 8.5 19',
  release: 'M12 14.5V3.5M8 7.5l4-4 4 4M4.5 12.5v7h15v-7',
  transfer: 'M4 18.5c0-6 3-9 9-9h6M15 5.5l4.5 4-4.5 4',
  flag: 'M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12',
  priorityLow: 'M12 5v13M6 12.5l6 6 6-6',
  priorityNormal: 'M5 9.5h14M5 14.5h14',
  priorityHigh: 'M12 19V6M6 11.5l6-6 6 6',
  priorityUrgent: 'M6 12l6-6 6 6M6 18.5l6-6 6 6',
  calendar: 'M4 5.5h16v14H4ZM4 10h16M8 3.5v4M16 3.5v4',
  phone: 'M5 4h4l1.5 4.5L8.3 10a11 11 0 0 0 5.7 5.7l1.5-2.2L20 15v4c-8 1.5-16.5-7-15-15',
  mail: 'M3.5 5.5h17v13h-17ZM3.5 6.5 12 13l8.5-6.5',
  window: 'M3.5 4.5h17v15h-17ZM3.5 9h17M6.5 6.8v.1M9 6.8v.1',
  box: 'M12 3.5 20 7.5v9l-8 4-8-4v-9ZM4 7.5l8 4 8-4M12 11.5v9',
  filter: 'M3.5 5.5h17l-6.5 7.5v6.5l-4-2V13Z',
  history: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.5',
  save: 'M4.5 4.5h12l3 3v12h-15ZM8 4.5v5h7v-5M8 19.5v-6h8v6',
  megaphone: 'M4 10v4h3l8.5 4.5v-13L7 10ZM18.5 9.5a3.5 3.5 0 0 1 0 5M8 14l1.5 6h2.5l-1.2-4.3',
  star: 'M12 3.5l2.6 5.4 5.9.800-4.3 4.1 1.1 5.9L12 16.9l-5.3 2.8 1.1-5.9L3.5 9.7l5.9-.8Z',
  undo: 'M4.5 9h10a5 5 0 0 1 0 10H8M8.5 4.5 4 9l4.5 4.5',
  edit: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5ZM13.5 7l3.5 3.5',
  file: 'M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5',
} as const;

export type IconName = keyof typeof drawings;

/** Draws a small picture beside words that say the same thing; screen readers pass over it. */
export function Icon({ name, size }: { name: IconName; size?: 'sm' | 'md' | 'lg' }) {
  return (
    <svg
      class={size ? `icon icon--${size}` : 'icon'}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

/** The names of every drawing, for the gallery. */
export const iconNames = Object.keys(drawings) as IconName[];
