"""我的账号: the password, second step and sessions of whoever is signed in; and the reset of a lost second step."""
