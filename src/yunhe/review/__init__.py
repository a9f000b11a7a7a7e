"""What an audit looks like to the one who asked: terminal, json, xlsx, html, the draft with comments, the sheet."""
