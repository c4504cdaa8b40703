from kanaal.site.cli import main

main()
