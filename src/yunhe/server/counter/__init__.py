"""The public counter behind its pages: drafts, codes, limits of use, handing in, what an applicant is shown and may do.

A matter that came in here is a real one, opened by 申请人 themselves. Who has its number and its code may follow it;
the number alone opens nothing, and no answer tells whether it exists.
"""
