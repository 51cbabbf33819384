"""Passwords that guessers try first, of ten characters and more: shorter ones are refused for their length.

Rows and repetitions (1234567890, abcabcabcabc) need no line: the rules know them.
"""

COMMON = frozenset(
    """
    0987654321a 1029384756 10203040506 11223344556 1122334455 112233445566 1233211234567 12344321abc 123456123456
    123456789a 123456789aa 123456789abc 123456789q 123456789qq 1234567890a 1234567890q 1234567891 12345678910
    1234567890- 12345qwert 123qweasdzxc 147258369a 147258369q 1472583690 1593572468 1a2b3c4d5e 1q2w3e4r5t 1q2w3e4r5t6y
    1qaz2wsx3edc 1qazxsw23edc 5201314520 52013145201 520131452013 5201314abc 5201314woaini 789456123a 7894561230
    9876543210a a1234567890 a123456789 a1b2c3d4e5 aa123456789 aa12345678 aaa123456789 abc123456789 abcd123456
    abcd12345678 abcde12345 abcdef123456 administrator admin12345 admin123456 admin888888 asd123456789 asdf123456
    asdfghjkl1 asdfghjkl123 asdfghjkl; asdfghjklqwertyuiop baobao520 changeme123 computer123 dearbook123 football123
    iloveyou12 iloveyou123 iloveyou520 iloveyou1314 letmein1234 letmein123 password01 password1! password11
    password12 password123 password1234 password123456 passw0rd12 passw0rd123 p@ssw0rd12 p@ssw0rd123 princess123
    q123456789 qaz123456789 qazwsx123456 qazwsxedc123 qazwsxedcrfv qq123456789 qq1234567890 qwe123456789 qwer123456
    qwer12345678 qwerasdfzxcv qwerty12345 qwerty123456 qwertyuiop qwertyuiop1 qwertyuiop123 qwertyuiop[] root123456
    superman123 sunshine123 test123456 welcome123 welcome1234 wo123456789 woaini1314 woaini1314520 woaini520
    woaini5201314 woaini520520 woaini123456 woaiwojia1 woaiwojia123 woshishui123 wang123456 wang123456789 zhang123456
    zhang123456789 li123456789 liu123456789 chen123456 xiaoming123 xiaoqu123456 yehua123456 yehua12345 shequ123456
    zaq12wsxcde3 zxc123456789 zxcv123456 zxcvbnm123 zxcvbnm1234 zxcvbnm123456 zxcvbnm,./
    """.split()
)
