/** What is asked of the meeting of a review, in its order: the wall, its day, rounds and hands, and taking part from a seat. */
import * as guestAnswers from './guest-answers.ts'
import * as meetingDates from './meeting-dates.ts'
import * as meetingGuests from './meeting-guests.ts'
import * as meetings from './meetings.ts'
import * as seats from './seats.ts'

/** A part of the one list of operations. */
export const ofMeetings = [
  meetings.openMeeting,
  meetings.readMeeting,
  meetings.correctMeeting,
  meetings.markMeeting,
  meetings.correctGuestLink,
  meetings.addMeetingEntry,
  meetings.correctMeetingEntry,
  meetings.removeMeetingEntry,
  meetings.acceptIdea,
  meetingDates.inviteToMeeting,
  meetingDates.removeMeetingDate,
  meetingDates.readMeetingDate,
  meetingDates.exportMeetingDate,
  meetingGuests.listMeetingGuests,
  guestAnswers.listGuestAnswers,
  guestAnswers.readMeetingInvitation,
  guestAnswers.answerMeetingInvitation,
  seats.openRound,
  seats.releaseRound,
  seats.closeHand,
  seats.startSeat,
  seats.readSeat,
  seats.markHand,
  seats.addPaper,
  seats.addIdea,
  seats.addExitAnswer,
] as const
