"""What the sides do in their partnership: its beginning, its pulse, self-check, portrait, projects, and who joins."""
