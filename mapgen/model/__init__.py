"""The vocabulary: facts, systems, flows, evidence and maps. Pure: nothing here reads or writes files."""
