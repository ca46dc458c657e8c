import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cloud, deploy } from './ministack.ts'

describe('the deployed stacks', () => {
  let cloud: Cloud | undefined
  const deployed = (): Cloud => {
    if (!cloud) throw new Error('nothing is deployed')
    return cloud
  }
  beforeAll(async () => {
    cloud = await deploy()
  })
  afterAll(async () => {
    await cloud?.stop()
  })

  test('the service page is there', async () => {
    const answer = await fetch(deployed().url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  })

  test('style sheets come from the package of the function, and may be kept', async () => {
    const answer = await fetch(`${deployed().url}/assets/css/bootstrap-italia.min.css`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/css/)
    expect(answer.headers.get('cache-control')).toMatch(/max-age=\d{4,}/)
  })

  test('answer a body that is not JSON with a problem', async () => {
    const answer = await fetch(`${deployed().url}/api/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  test('HEAD reaches the functions', async () => {
    const answer = await fetch(deployed().url, { method: 'HEAD' })
    expect(answer.status).toBe(200)
  })

  test('require authentication for what staff read', async () => {
    expect((await fetch(`${deployed().url}/api/worklist`)).status).toBe(401)
  })
})
