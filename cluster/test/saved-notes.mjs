// For the thread that verifies snapshots, which runs without TypeScript: the state of the notes of
// state-machine-notes.ts, and nothing that changes it. With `forgetful`, as a service with a bug.
class SavedNotes {
  name = "notes";
  schemaId = 9;
  written = 0;
  remindersFired = 0;
  delaysUs = 0;
  values = [];

  takeSnapshot(writer) {
    writer.entity("notes", 0);
    writer.number("written", this.written);
    writer.number("remindersFired", this.remindersFired);
    writer.number("delaysUs", this.delaysUs);
    for (const [key, value] of this.values) {
      writer.entity("note", key);
      writer.number("value", value);
      writer.text("title", `note ${key}`);
    }
  }

  loadSnapshot(reader) {
    reader.entity("notes");
    this.written = reader.number("written");
    this.remindersFired = reader.number("remindersFired");
    this.delaysUs = reader.number("delaysUs");
    for (let key = reader.entity("note"); key !== undefined; key = reader.entity("note")) {
      this.values.push([key, reader.number("value")]);
      reader.text("title");
    }
  }
}

export const notes = { services: () => [new SavedNotes()] };

/** Loses what it is given the second time. */
export const forgetfulNotes = {
  services() {
    const saved = new SavedNotes();
    const load = saved.loadSnapshot.bind(saved);
    loads++;
    saved.loadSnapshot = (reader) => {
      load(reader);
      if (loads > 1) saved.values.pop();
    };
    return [saved];
  },
};
let loads = 0;
