/** Style sheets are imported for their effect; the bundler takes them, the compiler only needs to let them pass. */
declare module '*.css'
