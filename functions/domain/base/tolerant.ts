import * as z from 'zod'

const known = new WeakMap<z.ZodType, z.ZodType>()
const isFormOf = <Schema extends z.ZodType>(schema: Schema, form: z.ZodType): form is Schema =>
  form.def.type === schema.def.type

const each = <Schema extends z.core.$ZodType>(schema: Schema): Schema =>
  schema instanceof z.ZodType ? tolerant(schema) : schema

/** Builds the tolerant form of a schema that holds others; any other schema is its own. */
function loosened<Schema extends z.ZodType>(schema: Schema): Schema {
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(Object.entries(schema.def.shape).map(([field, of]) => [field, each(of)]))
    return schema.clone({ ...schema.def, shape, catchall: z.unknown() })
  }
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: each(schema.def.element) })
  if (schema instanceof z.ZodRecord) return schema.clone({ ...schema.def, valueType: each(schema.def.valueType) })
  if (schema instanceof z.ZodDiscriminatedUnion)
    return schema.clone({ ...schema.def, options: schema.def.options.map(each) })
  // The options as they are come first: only data that none of them takes is read by a tolerant one.
  if (schema instanceof z.ZodUnion)
    return schema.clone({ ...schema.def, options: [...schema.def.options, ...schema.def.options.map(each)] })
  if (schema instanceof z.ZodOptional) return schema.clone({ ...schema.def, innerType: each(schema.def.innerType) })
  if (schema instanceof z.ZodNullable) return schema.clone({ ...schema.def, innerType: each(schema.def.innerType) })
  if (schema instanceof z.ZodDefault) return schema.clone({ ...schema.def, innerType: each(schema.def.innerType) })
  if (schema instanceof z.ZodReadonly) return schema.clone({ ...schema.def, innerType: each(schema.def.innerType) })
  if (schema instanceof z.ZodPipe)
    return schema.clone({ ...schema.def, in: each(schema.def.in), out: each(schema.def.out) })
  return schema
}

/**
 * Returns a schema for stored data: it checks what it knows, and keeps the fields that it does not, at any depth. Data that
 * comes in is checked by the strict schema.
 */
export function tolerant<Schema extends z.ZodType>(schema: Schema): Schema {
  const cached = known.get(schema)
  if (cached && isFormOf(schema, cached)) return cached
  const form = loosened(schema)
  known.set(schema, form)
  return form
}
