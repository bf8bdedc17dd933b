import { lazy } from 'react'

/** The form of an event, fetched when one is first opened: most people read a timeline, and few open its form at once. */
export const EventForm = lazy(() => import('./EventForm.tsx').then((part) => ({ default: part.EventForm })))
