"""The site: front door, reading room, work floor, public counter, accounts.

A page is a file in `door/`, `reading/`, `floor/`, `counter/` or `account/`, found by scanning these folders:

    PATH = "desk/"                  # its URL, as Django writes it
    WHO = Who.SEATED                # who may come; anybody else is led to the login, or refused
    def show(request): …            # GET
    def act(request): …             # POST, where it takes any

Its name is `area.file` (`{% url 'floor.desk' %}`), its template `templates/<area>/<file>.html`.
"""
