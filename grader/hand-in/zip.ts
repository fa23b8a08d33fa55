/**
 * @file Writes a ZIP archive whose bytes depend only on the files: sorted names, one fixed date, no compression.
 *
 * Deflate would save some kilobytes. But its output differs between versions of zlib and between processors, so the
 * digest of the same files would differ too.
 *
 * @see APPNOTE.TXT 6.3.10, §4.3.6 to §4.3.16, for the three records and their fields
 */
import { crc32 } from "node:zlib";

/** A file of an archive. */
export interface ZipEntry {
  /** The path, with `/` between its parts. */
  readonly name: string;
  readonly content: Uint8Array;
}

const signatures = { file: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };
/** The features that a reader needs: version 1.0, files stored without compression. */
const stored = { version: 10, method: 0 };
/** The flag for names in UTF-8. */
const flags = 0x0800;
/** 1 January 1980, midnight: the first moment of the format. */
const [time, date] = [0, (1 << 5) | 1];
/**
 * Made on Unix. There, the upper half of the attributes means: a regular file, readable by all, writable by its owner.
 */
const madeBy = (3 << 8) | stored.version;
const attributes = 0o100644 * 2 ** 16;

/**
 * Makes an archive of files.
 *
 * @param entries - at most 65,535 files, with different names, below 4 GiB in total
 * @param comment - the last bytes of the archive; at most 65,535
 */
export function zip(entries: readonly ZipEntry[], comment = ""): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = Buffer.from(name, "utf8");
    const sharedFields = [
      u16(flags, stored.method, time, date),
      u32(crc32(content), content.length, content.length),
      u16(path.length, 0),
    ];
    const file = Buffer.concat([u32(signatures.file), u16(stored.version), ...sharedFields, path, content]);
    files.push(file);
    directory.push(
      Buffer.concat([
        u32(signatures.directory),
        u16(madeBy, stored.version),
        ...sharedFields,
        // No comment, disk 0, no internal attributes.
        u16(0, 0, 0),
        u32(attributes, offset),
        path,
      ]),
    );
    offset += file.length;
  }
  const [listing, note] = [Buffer.concat(directory), Buffer.from(comment, "utf8")];
  const end = [
    u32(signatures.end),
    // This disk, the directory's disk, entries on this disk, entries in all.
    u16(0, 0, entries.length, entries.length),
    u32(listing.length, offset),
    u16(note.length),
  ];
  return Buffer.concat([...files, listing, ...end, note]);
}

function u16(...numbers: readonly number[]): Buffer {
  return Buffer.concat(numbers.map((number) => Buffer.from(Uint8Array.of(number, number >>> 8))));
}

function u32(...numbers: readonly number[]): Buffer {
  return u16(...numbers.flatMap((number) => [number & 0xffff, number >>> 16]));
}
