/** The description of the API for machines, made from the list of operations. */
import { z } from 'zod'
import { type Callable, callables } from '../operations/call.ts'

const errors: Readonly<Record<string, string>> = {
  400: 'The input is not understood; the sentence names the field.',
  401: 'Nobody is signed in.',
  403: 'Whoever asks may not do this.',
  404: 'There is no such row; it may have been removed.',
  409: 'The row was changed meanwhile; `current` is how it stands.',
  413: 'Too large.',
  422: 'Something is missing first; `blockers` says what and where.',
  429: 'Tried too often in a short time.',
  500: 'A defect; the sentence carries the id by which the log names it.',
  503: 'The database does not answer at the moment.',
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['kind', 'sentence'],
      properties: {
        kind: {
          enum: [
            'invalid',
            'signed-out',
            'not-allowed',
            'not-found',
            'conflict',
            'too-large',
            'not-ready',
            'too-many',
            'away',
            'defect',
          ],
        },
        sentence: { type: 'string', description: 'What was found and what is needed.' },
        blockers: { type: 'array', items: { $ref: '#/components/schemas/Blocker' } },
        current: { description: 'For a conflict: the row as it stands.' },
      },
    },
  },
}

const blockerSchema = {
  type: 'object',
  required: ['rule', 'sentence', 'place'],
  properties: {
    rule: { type: 'string' },
    sentence: { type: 'string' },
    place: {
      type: 'object',
      required: ['tab', 'id'],
      properties: {
        tab: { enum: ['story', 'timeline', 'decisions', 'factors', 'map', 'actions', 'publish', 'incident'] },
        id: { type: ['string', 'null'] },
      },
    },
  },
}

/** The document, OpenAPI 3.1. It is the same for everybody, so it is made once. */
export function describeApi(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Second Story',
      version: '1',
      description:
        'Every operation is one POST with a JSON object; the answer is the result itself. Scripts send a token as `Authorization: Bearer sst_…`.',
    },
    servers: [{ url: publicUrl }],
    paths: {
      ...Object.fromEntries(
        [...callables.values()].map((each) => [`/api/${each.name}`, { post: describe(each) }]),
      ),
      '/api/uploads': { post: describeUpload() },
    },
    components: {
      schemas: { Error: errorSchema, Blocker: blockerSchema },
      responses: Object.fromEntries(
        Object.entries(errors).map(([status, description]) => [
          `Error${status}`,
          {
            description,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        ]),
      ),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'sst_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'second_story' },
      },
    },
  }
}

function describe(operation: Callable) {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(operation.input, {
    io: 'input',
    unrepresentable: 'any',
  })
  return {
    operationId: operation.name,
    summary: operation.about,
    description: `${who(operation)} ${operation.changes ? 'Changes something: a session also sends `x-second-story: 1`.' : 'Changes nothing.'}`,
    security: operation.access === 'anyone' ? [] : [{ token: [] }, { session: [] }],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      200: { description: 'The result.', content: { 'application/json': { schema: {} } } },
      ...errorResponses(),
    },
  }
}

function who({ access }: Callable): string {
  return access === 'anyone' ? 'For anyone.' : `For a ${access}${access === 'keeper' ? '' : ' and above'}.`
}

function describeUpload() {
  return {
    operationId: 'uploadFile',
    summary:
      'Takes a file of up to 200 MB as the raw body; checkUpload and importEvidence use its id within a day.',
    description: 'For a member and above. Changes something: a session also sends `x-second-story: 1`.',
    security: [{ token: [] }, { session: [] }],
    parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string', maxLength: 1000 } }],
    requestBody: {
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    responses: {
      200: {
        description: 'Where the file waits.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['uploadId', 'name', 'sizeBytes'],
              properties: {
                uploadId: { type: 'string' },
                name: { type: 'string' },
                sizeBytes: { type: 'integer' },
              },
            },
          },
        },
      },
      ...errorResponses(),
    },
  }
}

function errorResponses() {
  return Object.fromEntries(
    Object.keys(errors).map((status) => [status, { $ref: `#/components/responses/Error${status}` }]),
  )
}
