"""The machine: closed loops as data, proved closed at load, folded from events. No clock, no network, no Django."""
