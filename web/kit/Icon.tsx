/** Line drawings on a 20 px grid, 1.5 px stroke; decorative, so hidden from screen readers. */
const drawings = {
  home: 'M3.5 9 10 3.8 16.5 9v7.2h-4.4v-4.4H7.9v4.4H3.5z',
  list: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h8',
  check: 'm4 10.5 4 4 8-9',
  done: 'M3.5 3.5h13v13h-13zM6.8 10.2l2.2 2.2 4.2-4.8',
  book: 'M10 5.2C8.4 4 6.2 3.6 3.5 3.8v11.6c2.7-.2 4.9.2 6.5 1.4 1.6-1.2 3.8-1.6 6.5-1.4V3.8C13.8 3.6 11.6 4 10 5.2zm0 0v11.6',
  pattern: 'M3.5 16.5V9.5h3v7zM8.5 16.5v-13h3v13zM13.5 16.5V12h3v4.5z',
  report: 'M10 3.5v13M3.5 10h13',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 6.4V10l2.6 1.7',
  plus: 'M10 4.5v11M4.5 10h11',
  settings: 'M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4v4M7.5 12v4',
  search: 'M8.8 14.1a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6zM12.7 12.7l4 4',
  minus: 'M4.5 10h11',
  close: 'm5 5 10 10M15 5 5 15',
  remove: 'M3.8 5.5h12.4M7.7 5.3V3.5h4.6v1.8M5.3 5.7l.8 11h7.8l.8-11M8.3 8.7v5M11.7 8.7v5',
  more: 'M5.4 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0zM10.7 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0zM16 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0z',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  up: 'm5.5 12 4.5-4.5L14.5 12',
  right: 'm8 5.5 4.5 4.5L8 14.5',
  left: 'M12 5.5 7.5 10l4.5 4.5',
  undo: 'M7 4.5 3.8 7.7 7 10.9M4.2 7.7h7.3a4.6 4.6 0 0 1 0 9.2H8',
  sun: 'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2.8v1.5M10 15.7v1.5M2.8 10h1.5M15.7 10h1.5M4.9 4.9 6 6M14 14l1.1 1.1M15.1 4.9 14 6M6 14l-1.1 1.1',
  moon: 'M16.3 11.6A6.6 6.6 0 0 1 8.4 3.7a6.6 6.6 0 1 0 7.9 7.9z',
  screen: 'M3 4h14v9.5H3zM7 17h6',
  upload: 'M10 13V4M6.3 7.5 10 3.8l3.7 3.7M3.8 12.5v3.7h12.4v-3.7',
  file: 'M5 3h6.5L15 6.5V17H5zM11.5 3v3.5H15',
  person: 'M10 9.8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-3 2.9-4.5 6-4.5s5.4 1.5 6 4.5',
  key: 'M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10.4 10H17v2.8M14 10v2',
  edit: 'M4 16l.7-3.4 8.4-8.4 2.7 2.7-8.4 8.4zM11.4 5.9l2.7 2.7',
  margin: 'M3.5 4h13v12h-13zM12.5 4v12',
  comment: 'M3.5 4.2h13v9H10l-3.6 3v-3H3.5z',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3L10 5.7M11.5 8.5a3 3 0 0 0-4.3 0l-2.6 2.6a3 3 0 0 0 4.3 4.3L10 14.3',
} as const

/** Names of the drawings there are. */
export type IconName = keyof typeof drawings

/** A drawing in the colour of the text around it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
