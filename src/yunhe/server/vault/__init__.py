"""The vault: personal data outside the events, encrypted under a key per person (个人信息保护法 第五十一条).

`sealing` puts values away and leaves their digests, `opening` shows them as far as a reader may see them and logs the
look, `masks` says what is left of a masked value, `erasure` destroys keys and payload, `rotation` wraps the keys of
persons under a new master key, `consent` keeps what a person has agreed to. `masterkeys` and `ciphers` are below them.
"""
